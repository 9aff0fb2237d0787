/**
 * Cypher for the status of `this` as it stood on `$date`: the last dated event up to that date that brought one about,
 * or the last dated claim of one; undated ones cannot decide. On one day an event goes before a claim.
 */
export function statusAsOf(): string {
  return `CALL (this) {
      MATCH (event:Event)-[part:PART_OF]->(this)
      WHERE part.status IS NOT NULL AND event.onLast <= $date.last
      RETURN part.status AS status, event.onLast AS day, 'event' AS source, event.id AS id
      UNION ALL
      MATCH (claim:Claim {predicate: 'status', standing: true, polarity: 'POSITIVE'})-[:SUBJECT]->(this)
      WHERE claim.validOnLast <= $date.last
      RETURN claim.value AS status, claim.validOnLast AS day, claim.certainty AS source, claim.id AS id
    }
    WITH status, day, source, id
    ORDER BY day DESC, CASE source WHEN 'event' THEN 0 WHEN 'CERTAIN' THEN 1 WHEN 'PROBABLE' THEN 2 ELSE 3 END, id
    LIMIT 1
    RETURN status`
}
