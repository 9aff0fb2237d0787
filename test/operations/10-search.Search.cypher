WITH [
  COUNT {
    CALL {
      WITH $lucene5 AS lucene WHERE lucene <> ''
      CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits6}) YIELD node AS found, score AS points
      RETURN found AS hit, points + CASE WHEN found.folded IN $exact7 THEN 1000 ELSE 0 END AS score
    }
    OPTIONAL MATCH (bearer:Node)-[:NAMED]->(hit)
    WITH coalesce(bearer, hit) AS owner, hit, score
    WITH owner, hit, score ORDER BY score DESC
    WITH owner, max(score) AS score, collect(hit) AS hits
    WITH owner AS node1, {
      score: score, hits: hits, wanted: $wanted8,
      rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
    } AS edge1
    RETURN 1
  },
  [
    COLLECT {
      CALL {
        WITH $lucene9 AS lucene WHERE lucene <> ''
        CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits10}) YIELD node AS found, score AS points
        RETURN found AS hit, points + CASE WHEN found.folded IN $exact11 THEN 1000 ELSE 0 END AS score
      }
      OPTIONAL MATCH (bearer:Node)-[:NAMED]->(hit)
      WITH coalesce(bearer, hit) AS owner, hit, score
      WITH owner, hit, score ORDER BY score DESC
      WITH owner, max(score) AS score, collect(hit) AS hits
      WITH owner AS node3, {
        score: score, hits: hits, wanted: $wanted12,
        rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
      } AS edge3
      WITH toString([label IN labels(node3) WHERE toUpper(label) IN ['COUNTRY','OFFICIAL','ORGANIZATION','GROUP','TOPIC','NEGOTIATION','AGREEMENT','TERM','EVENT','STATEMENT','PASSAGE','DOCUMENT'] | toUpper(label)][0]) AS value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge2
      WITH edge2
      ORDER BY edge2.count DESC, edge2.value
      LIMIT $first13
      RETURN [edge2.value, edge2.count]
    }
  ]
] AS counts, COLLECT {
  CALL {
    WITH $lucene0 AS lucene WHERE lucene <> ''
    CALL db.index.fulltext.queryNodes('search', lucene, {limit: $hits1}) YIELD node AS found, score AS points
    RETURN found AS hit, points + CASE WHEN found.folded IN $exact2 THEN 1000 ELSE 0 END AS score
  }
  OPTIONAL MATCH (bearer:Node)-[:NAMED]->(hit)
  WITH coalesce(bearer, hit) AS owner, hit, score
  WITH owner, hit, score ORDER BY score DESC
  WITH owner, max(score) AS score, collect(hit) AS hits
  WITH owner AS node0, {
    score: score, hits: hits, wanted: $wanted3,
    rank: right('000000000000' + toString(toInteger(1000000000000 - score * 100000000)), 13) + '|' + owner.id
  } AS edge0
  WITH node0, edge0
  ORDER BY edge0.rank
  LIMIT $limit4
  RETURN [
    edge0.rank,
    edge0.score,
    {
      wanted: edge0.wanted,
      hits: reduce(kept = [], hit IN edge0.hits | CASE
        WHEN size(kept) = 3 OR any(one IN kept WHERE one.text = coalesce(hit.value, hit.title, hit.text, hit.summary)) THEN kept
        ELSE kept + [{
          field: CASE WHEN hit.value IS NOT NULL THEN 'name' WHEN hit.title IS NOT NULL THEN 'title' WHEN hit.text IS NOT NULL THEN 'text' ELSE 'summary' END,
          text: coalesce(hit.value, hit.title, hit.text, hit.summary)
        }]
      END)
    },
    [labels(node0), node0.id]
  ]
} AS rows
UNWIND [[[size(rows)], counts, []]] + rows AS answer
RETURN answer
