RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Node
  RETURN [
    labels(node0),
    node0.id,
    [
      COLLECT {
        WITH node0 WHERE node0:HasTimeline
        MATCH (node0)-[edge1:ON_TIMELINE]->(node1)
        USING INDEX edge1:ON_TIMELINE(sort)
        WHERE edge1.sort >= node0.id + '|' AND edge1.sort < node0.id + '|~~' AND edge1.sort > $place1
        WITH node1, edge1
        ORDER BY edge1.sort
        LIMIT $limit2
        RETURN [
          edge1.sort,
          edge1.on,
          edge1.statusAfter,
          [
            labels(node1),
            node1.id,
            node1.kind,
            node1.summary,
            COLLECT {
              WITH node1 WHERE node1:Event
              MATCH (node1)<-[:INITIATED]-(node2:Actor)
              WITH node2
              ORDER BY node2.nameAsc
              LIMIT $first3
              RETURN [labels(node2), node2.id, node2.name]
            },
            COLLECT {
              WITH node1 WHERE node1:Event
              MATCH (node1)-[:TARGETED]->(node3:Actor)
              WITH node3
              ORDER BY node3.nameAsc
              LIMIT $first4
              RETURN [labels(node3), node3.id, node3.name]
            },
            node1.text,
            COLLECT {
              WITH node1 WHERE node1:Statement
              MATCH (node1)<-[:MADE]-(node4:Actor)
              RETURN [labels(node4), node4.id, node4.name] LIMIT 1
            },
            node1.title,
            node1.status
          ]
        ]
      },
      COUNT {
        WITH node0 WHERE node0:HasTimeline
        MATCH (node0)-[edge5:ON_TIMELINE]->(node5)
        USING INDEX edge5:ON_TIMELINE(sort)
        WHERE edge5.sort >= node0.id + '|' AND edge5.sort < node0.id + '|~~' AND edge5.sort > $place5
        RETURN 1
      }
    ]
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given6
  RETURN [merged.id, survivor.id]
} AS merged
