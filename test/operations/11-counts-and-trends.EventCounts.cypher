WITH [
  COUNT {
    MATCH (node4:Event)
    WITH node4 AS event, substring(CASE WHEN node4.onFirst = '0001-01-01' THEN node4.onLast ELSE node4.onFirst END, 0, 4) AS period
    CALL (event) {
      MATCH (event)-[:COUNTS_FROM]->(actor:Actor)
      WITH collect(actor) AS actors
      WITH actors, [actor IN actors WHERE actor:Country] AS countries
      RETURN CASE countries WHEN [] THEN actors ELSE countries END AS sources
    }
    UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
    CALL (event) {
      MATCH (event)-[:COUNTS_TO]->(actor:Actor)
      WITH collect(actor) AS actors
      WITH actors, [actor IN actors WHERE actor:Country] AS countries
      RETURN CASE countries WHEN [] THEN actors ELSE countries END AS targets
    }
    UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
    WITH period, source, target, count(event) AS count
    WITH {
      period: period, kind: null, plover: null, count: count,
      sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: CASE WHEN target IS NULL THEN [] ELSE [target] END,
      rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + '' + '|' + '' + '|' + coalesce(source.id, '') + '|' + coalesce(target.id, '')
    } AS node5
    RETURN 1
  }
] AS counts, COLLECT {
  MATCH (node0:Event)
  WITH node0 AS event, substring(CASE WHEN node0.onFirst = '0001-01-01' THEN node0.onLast ELSE node0.onFirst END, 0, 4) AS period
  CALL (event) {
    MATCH (event)-[:COUNTS_FROM]->(actor:Actor)
    WITH collect(actor) AS actors
    WITH actors, [actor IN actors WHERE actor:Country] AS countries
    RETURN CASE countries WHEN [] THEN actors ELSE countries END AS sources
  }
  UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
  CALL (event) {
    MATCH (event)-[:COUNTS_TO]->(actor:Actor)
    WITH collect(actor) AS actors
    WITH actors, [actor IN actors WHERE actor:Country] AS countries
    RETURN CASE countries WHEN [] THEN actors ELSE countries END AS targets
  }
  UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
  WITH period, source, target, count(event) AS count
  WITH {
    period: period, kind: null, plover: null, count: count,
    sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: CASE WHEN target IS NULL THEN [] ELSE [target] END,
    rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + '' + '|' + '' + '|' + coalesce(source.id, '') + '|' + coalesce(target.id, '')
  } AS node1
  WITH node1
  ORDER BY node1.rank
  LIMIT $limit0
  RETURN [
    node1.rank,
    [
      node1.period,
      node1.kind,
      node1.plover,
      COLLECT {
        UNWIND coalesce(node1.sources, []) AS node2
        RETURN [labels(node2), node2.id, node2.name] LIMIT 1
      },
      COLLECT {
        UNWIND coalesce(node1.targets, []) AS node3
        RETURN [labels(node3), node3.id, node3.name] LIMIT 1
      },
      node1.count
    ]
  ]
} AS rows
UNWIND [[[size(rows)], counts, []]] + rows AS answer
RETURN answer
