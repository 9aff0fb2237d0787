RETURN [
  COLLECT {
    MATCH (node0:Event)
    WITH node0 AS event,
      CASE WHEN 'MONTH' IN $by0 THEN substring(node0.onFirst, 0, 7) WHEN 'YEAR' IN $by0 THEN substring(node0.onFirst, 0, 4) END AS period,
      CASE WHEN 'KIND' IN $by0 THEN node0.kind END AS kind,
      CASE WHEN 'PLOVER' IN $by0 THEN node0.plover END AS plover,
      CASE WHEN 'SOURCE' IN $by0 THEN COLLECT { MATCH (node0)-[:COUNTS_FROM]->(actor:Actor) RETURN actor } ELSE [] END AS from,
      CASE WHEN 'TARGET' IN $by0 THEN COLLECT { MATCH (node0)-[:COUNTS_TO]->(actor:Actor) RETURN actor } ELSE [] END AS to
    WITH event, period, kind, plover, from, to, [actor IN from WHERE actor:Country] AS fromCountries, [actor IN to WHERE actor:Country] AS toCountries
    WITH event, period, kind, plover,
      CASE fromCountries WHEN [] THEN from ELSE fromCountries END AS sources,
      CASE toCountries WHEN [] THEN to ELSE toCountries END AS targets
    UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
    UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
    WITH period, kind, plover, source, target, count(event) AS count
    WITH {
      period: period, kind: kind, plover: plover, count: count,
      sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: CASE WHEN target IS NULL THEN [] ELSE [target] END,
      rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + coalesce(kind, '') + '|' + coalesce(plover, '')
        + '|' + coalesce(source.id, '') + '|' + coalesce(target.id, '')
    } AS node1
    WITH node1
    ORDER BY node1.rank
    LIMIT $limit1
    RETURN [
      node1.rank,
      [
        node1.period,
        node1.kind,
        node1.plover,
        COLLECT {
          UNWIND node1.sources AS node2
          RETURN [labels(node2), node2.id, node2.name] LIMIT 1
        },
        COLLECT {
          UNWIND node1.targets AS node3
          RETURN [labels(node3), node3.id, node3.name] LIMIT 1
        },
        node1.count
      ]
    ]
  },
  COUNT {
    MATCH (node4:Event)
    WITH node4 AS event,
      CASE WHEN 'MONTH' IN $by2 THEN substring(node4.onFirst, 0, 7) WHEN 'YEAR' IN $by2 THEN substring(node4.onFirst, 0, 4) END AS period,
      CASE WHEN 'KIND' IN $by2 THEN node4.kind END AS kind,
      CASE WHEN 'PLOVER' IN $by2 THEN node4.plover END AS plover,
      CASE WHEN 'SOURCE' IN $by2 THEN COLLECT { MATCH (node4)-[:COUNTS_FROM]->(actor:Actor) RETURN actor } ELSE [] END AS from,
      CASE WHEN 'TARGET' IN $by2 THEN COLLECT { MATCH (node4)-[:COUNTS_TO]->(actor:Actor) RETURN actor } ELSE [] END AS to
    WITH event, period, kind, plover, from, to, [actor IN from WHERE actor:Country] AS fromCountries, [actor IN to WHERE actor:Country] AS toCountries
    WITH event, period, kind, plover,
      CASE fromCountries WHEN [] THEN from ELSE fromCountries END AS sources,
      CASE toCountries WHEN [] THEN to ELSE toCountries END AS targets
    UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
    UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
    WITH period, kind, plover, source, target, count(event) AS count
    WITH {
      period: period, kind: kind, plover: plover, count: count,
      sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: CASE WHEN target IS NULL THEN [] ELSE [target] END,
      rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + coalesce(kind, '') + '|' + coalesce(plover, '')
        + '|' + coalesce(source.id, '') + '|' + coalesce(target.id, '')
    } AS node5
    RETURN 1
  }
] AS answer
