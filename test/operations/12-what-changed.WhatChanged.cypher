MATCH (node0:Dataset) WHERE $ids0 IS NULL OR node0.id IN $ids0
WITH node0
ORDER BY node0.id
RETURN [
  node0.id,
  node0.title,
  node0.publisher,
  node0.license,
  node0.version,
  node0.factCount,
  COLLECT {
    MATCH (node0)<-[:OF]-(node1:Load) WITH node1 ORDER BY node1.id DESC LIMIT 1
    RETURN [node1.id, node1.startedAt, node1.finishedAt, node1.created, node1.updated, node1.removed] LIMIT 1
  }
] AS answer
;
WITH [
  COUNT {
    MATCH (edge3:Changed)
    WHERE edge3.changeSort >= coalesce($since3, '') AND edge3.changeSort > $place4
    WITH edge3, CASE WHEN edge3:Node THEN edge3 END AS node3
    RETURN 1
  }
] AS counts, COLLECT {
  MATCH (edge0:Changed)
  WHERE edge0.changeSort >= coalesce($since0, '') AND edge0.changeSort > $place1
  WITH edge0, CASE WHEN edge0:Node THEN edge0 END AS node0
  WITH node0, edge0
  ORDER BY edge0.changeSort
  LIMIT $limit2
  RETURN [
    edge0.changeSort,
    edge0.changeKind,
    edge0.changedAt,
    coalesce(edge0.removedId, edge0.id),
    COLLECT {
      MATCH (edge0)-[:MERGED_INTO*1..16]->(survivor:Node) RETURN survivor.id
    },
    coalesce(edge0.changeFields, []),
    COLLECT {
      MATCH (node1:Node {id: edge0.changeLoad})
      RETURN [
        node1.id,
        COLLECT {
          MATCH (node1)-[:OF]->(node2:Dataset)
          RETURN [node2.id] LIMIT 1
        }
      ] LIMIT 1
    },
    [labels(node0), node0.id]
  ]
} AS rows
UNWIND [[[size(rows)], counts, []]] + rows AS answer
RETURN answer
