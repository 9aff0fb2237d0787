RETURN [
  COLLECT {
    CALL {
      WITH $lucene0 AS lucene WHERE lucene <> ''
      CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits1}) YIELD node AS found, score AS points
      RETURN found AS hit, points + CASE WHEN found.folded = $folded2 THEN 1000 ELSE 0 END AS score
    }
    UNWIND CASE WHEN hit:Name THEN COLLECT { MATCH (bearer:Node)-[:NAMED]->(hit) RETURN bearer } ELSE [hit] END AS owner
    WITH owner, hit, score WHERE ($types3 IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN $types3))
    ORDER BY score DESC
    WITH owner, max(score) AS score, collect(DISTINCT {field: CASE WHEN hit:Name THEN 'name' WHEN hit.title IS NOT NULL THEN 'title' WHEN hit.text IS NOT NULL THEN 'text' ELSE 'summary' END, text: coalesce(hit.value, hit.title, hit.text, hit.summary)})[..3] AS hits
    WITH owner AS node0, {
      score: score, found: {hits: hits, wanted: $wanted4},
      rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
    } AS edge0
    WITH node0, edge0
    ORDER BY edge0.rank
    LIMIT $limit5
    RETURN [edge0.rank, edge0.score, edge0.found, [labels(node0), node0.id]]
  },
  COUNT {
    CALL {
      WITH $lucene6 AS lucene WHERE lucene <> ''
      CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits7}) YIELD node AS found, score AS points
      RETURN found AS hit, points + CASE WHEN found.folded = $folded8 THEN 1000 ELSE 0 END AS score
    }
    UNWIND CASE WHEN hit:Name THEN COLLECT { MATCH (bearer:Node)-[:NAMED]->(hit) RETURN bearer } ELSE [hit] END AS owner
    WITH owner, hit, score WHERE ($types9 IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN $types9))
    ORDER BY score DESC
    WITH owner, max(score) AS score, collect(DISTINCT {field: CASE WHEN hit:Name THEN 'name' WHEN hit.title IS NOT NULL THEN 'title' WHEN hit.text IS NOT NULL THEN 'text' ELSE 'summary' END, text: coalesce(hit.value, hit.title, hit.text, hit.summary)})[..3] AS hits
    WITH owner AS node1, {
      score: score, found: {hits: hits, wanted: $wanted10},
      rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
    } AS edge1
    RETURN 1
  },
  [
    COLLECT {
      CALL {
        WITH $lucene11 AS lucene WHERE lucene <> ''
        CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits12}) YIELD node AS found, score AS points
        RETURN found AS hit, points + CASE WHEN found.folded = $folded13 THEN 1000 ELSE 0 END AS score
      }
      UNWIND CASE WHEN hit:Name THEN COLLECT { MATCH (bearer:Node)-[:NAMED]->(hit) RETURN bearer } ELSE [hit] END AS owner
      WITH owner, hit, score WHERE ($types14 IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN $types14))
      ORDER BY score DESC
      WITH owner, max(score) AS score, collect(DISTINCT {field: CASE WHEN hit:Name THEN 'name' WHEN hit.title IS NOT NULL THEN 'title' WHEN hit.text IS NOT NULL THEN 'text' ELSE 'summary' END, text: coalesce(hit.value, hit.title, hit.text, hit.summary)})[..3] AS hits
      WITH owner AS node3, {
        score: score, found: {hits: hits, wanted: $wanted15},
        rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
      } AS edge3
      WITH toString([label IN labels(node3) WHERE toUpper(label) IN ['COUNTRY','OFFICIAL','ORGANIZATION','GROUP','TOPIC','NEGOTIATION','AGREEMENT','TERM','EVENT','STATEMENT','PASSAGE','DOCUMENT'] | toUpper(label)][0]) AS value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge2
      WITH edge2
      ORDER BY edge2.count DESC, edge2.value
      LIMIT $first16
      RETURN [edge2.value, edge2.count]
    }
  ]
] AS answer
