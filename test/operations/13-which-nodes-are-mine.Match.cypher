UNWIND $asked0 AS asked
CALL (asked) {
  CALL (asked) {
    WITH asked WHERE asked.lucene <> ''
    CALL db.index.fulltext.queryNodes('search', asked.lucene, {limit: 200}) YIELD node AS found
    WITH found WHERE found:Name
    RETURN found AS hit
  }
  MATCH (owner:Node)-[:NAMED]->(hit)
  WHERE asked.types IS NULL OR any(label IN labels(owner) WHERE toUpper(label) IN asked.types)
  WITH asked, owner, hit, [at IN range(0, size(asked.folded) - 2) | substring(asked.folded, at, 2)] AS wanted, [at IN range(0, size(hit.folded) - 2) | substring(hit.folded, at, 2)] AS given
  WITH asked, owner, hit, CASE
    WHEN hit.folded = asked.folded THEN 1.0
    WHEN size(wanted) + size(given) = 0 THEN 0.0
    ELSE (size([pair IN wanted WHERE pair IN given]) + size([pair IN given WHERE pair IN wanted])) * 1.0 / (size(wanted) + size(given))
  END AS similarity
  WHERE similarity >= 0.4
  WITH asked, owner, hit, CASE WHEN similarity = 1.0 AND hit.folded <> asked.folded THEN 0.99 ELSE similarity END AS similarity,
    CASE WHEN asked.country IS NULL THEN null
      WHEN owner.code = asked.country OR EXISTS { MATCH (owner)-[:BELONGS_TO|HELD_OFFICE*1..2]->(:Country {code: asked.country}) } THEN 1.0 ELSE 0.0 END AS near
  WITH owner, {
    owner: owner, id: owner.id, matchedName: hit.value, preferred: hit.kind = 'PREFERRED',
    score: CASE WHEN near IS NULL THEN similarity ELSE 0.9 * similarity + 0.1 * near END,
    reasons: [{feature: 'similarity', value: similarity}]
      + CASE WHEN hit.folded = asked.folded THEN [{feature: 'exactName', value: 1.0}] ELSE [] END
      + CASE WHEN hit.kind = 'PREFERRED' THEN [{feature: 'preferredName', value: 1.0}] ELSE [] END
      + CASE WHEN near IS NULL THEN [] ELSE [{feature: 'country', value: near}] END
  } AS candidate
  ORDER BY candidate.score DESC, candidate.preferred DESC, candidate.matchedName
  WITH owner, head(collect(candidate)) AS candidate
  ORDER BY candidate.score DESC, candidate.id LIMIT $most1
  RETURN collect(candidate) AS candidates
}
WITH {position: asked.position, name: asked.name, candidates: candidates} AS edge0
WITH edge0
ORDER BY edge0.position
RETURN [
  edge0.name,
  COLLECT {
    UNWIND edge0.candidates AS edge1
    WITH edge1
    ORDER BY edge1.score DESC, edge1.id
    RETURN [
      edge1.score,
      edge1.matchedName,
      COLLECT {
        UNWIND edge1.reasons AS edge2
        WITH edge2
        ORDER BY edge2.feature
        RETURN [edge2.feature, edge2.value]
      },
      COLLECT {
        UNWIND [edge1.owner] AS node3
        RETURN [labels(node3), node3.id] LIMIT 1
      }
    ]
  }
] AS answer
