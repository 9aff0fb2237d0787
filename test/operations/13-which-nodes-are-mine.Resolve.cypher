UNWIND range(0, size($externalIds0) - 1) AS position
WITH {position: position, scheme: $externalIds0[position].scheme, value: $externalIds0[position].value} AS edge0
WITH edge0
ORDER BY edge0.position
RETURN [
  edge0.scheme,
  edge0.value,
  COLLECT {
    MATCH (node1:Node)-[:IDENTIFIED_BY]->(:ExternalId {scheme: edge0.scheme, value: edge0.value})
    RETURN [labels(node1), node1.id] LIMIT 1
  }
] AS answer
