CALL {
  WITH $lucene0 AS lucene WHERE lucene <> ''
  CALL db.index.fulltext.queryNodes('search', lucene, {limit: 500}) YIELD node AS found, score AS points
  WITH found, points WHERE found:Name OR found.title IS NOT NULL
  RETURN found AS hit, points + CASE WHEN found.folded IN $exact1 THEN 2000 WHEN found.folded STARTS WITH $folded2 THEN 1000 ELSE 0 END AS score
}
UNWIND CASE WHEN hit:Name THEN COLLECT { MATCH (bearer:Node)-[:NAMED]->(hit) RETURN bearer } ELSE [hit] END AS owner
WITH owner, hit, score WHERE ($types3 IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN $types3))
ORDER BY score DESC, coalesce(hit.value, hit.title, hit.text, hit.summary)
WITH owner, max(score) AS score, head(collect(coalesce(hit.value, hit.title, hit.text, hit.summary))) AS label
WITH {owner: owner, score: score, label: label, detail: nullIf(coalesce(owner.name, owner.label, owner.title), label), id: owner.id} AS edge0
WITH edge0
ORDER BY edge0.score DESC, edge0.id
LIMIT $first4
RETURN [
  edge0.label,
  edge0.detail,
  COLLECT {
    UNWIND [edge0.owner] AS node1
    RETURN [labels(node1), node1.id] LIMIT 1
  }
] AS answer
