RETURN [
  COLLECT {
    MATCH (start:Node) WHERE start.id IN $start0
    MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(start)
    WITH DISTINCT node0
    WHERE EXISTS { MATCH (other:Node {id: $parties1}) MATCH (node0)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other) }
      AND NOT coalesce(node0.status IN $leftOut2, false)
      AND node0.startedOnDesc < $from3
    WITH node0
    ORDER BY node0.startedOnDesc DESC
    LIMIT $limit4
    RETURN [
      node0.startedOnDesc,
      [
        node0.id,
        node0.title,
        node0.status,
        node0.startedOn,
        node0.endedOn,
        node0.corroboration,
        COLLECT {
          MATCH (node0)-[:CONCERNS]->(node1:Topic)
          WITH node1
          ORDER BY node1.labelAsc
          LIMIT $first5
          RETURN [node1.id, node1.label]
        },
        COLLECT {
          MATCH (node0)-[:HAS_TERM]->(node2:Term)
          WITH node2
          ORDER BY node2.id
          LIMIT $limit6
          RETURN [
            [
              node2.id,
              node2.text,
              node2.kind,
              node2.status,
              COLLECT {
                MATCH (node2)-[:GIVEN_BY]->(node3:Actor)
                WITH node3
                ORDER BY node3.nameAsc
                LIMIT $first7
                RETURN [labels(node3), node3.id, node3.name]
              },
              COLLECT {
                MATCH (node2)-[:GIVEN_TO]->(node4:Actor)
                WITH node4
                ORDER BY node4.nameAsc
                LIMIT $first8
                RETURN [labels(node4), node4.id, node4.name]
              }
            ]
          ]
        },
        COLLECT {
          MATCH (node0)<-[edge5:PARTICIPATED_IN]-(node5:Actor)
          WITH node5, edge5
          ORDER BY node5.nameAsc + '|' + edge5.key
          LIMIT $limit9
          RETURN [
            edge5.role,
            edge5.derived,
            COLLECT {
              MATCH (node6:Node {id: edge5.onBehalfOf})
              RETURN [labels(node6), node6.id, node6.name] LIMIT 1
            },
            COLLECT {
              UNWIND edge5.evidence[..$first10] AS passageId MATCH (node7:Node {id: passageId})
              RETURN [
                node7.id,
                node7.text,
                COLLECT {
                  MATCH (node7)<-[:HAS_PASSAGE]-(node8:Document)
                  RETURN [node8.title, node8.publisher, node8.url, node8.publishedOn] LIMIT 1
                }
              ]
            },
            [labels(node5), node5.id, node5.name]
          ]
        },
        COLLECT {
          MATCH (node0)-[:PRODUCED]->(node9:Agreement)
          WITH node9
          ORDER BY node9.signedOnAsc
          LIMIT $limit11
          RETURN [[node9.id, node9.title, node9.kind, node9.status]]
        },
        COLLECT {
          MATCH (node0)-[:EVIDENCED_BY]->(node10:Passage)
          WITH node10
          ORDER BY node10.id
          LIMIT $first12
          RETURN [
            node10.id,
            node10.text,
            node10.start,
            node10.end,
            COLLECT {
              MATCH (node10)<-[:HAS_PASSAGE]-(node11:Document)
              RETURN [node11.id, node11.title, node11.publisher, node11.publishedOn] LIMIT 1
            }
          ]
        }
      ]
    ]
  },
  COUNT {
    MATCH (start:Node) WHERE start.id IN $start13
    MATCH (node12:Negotiation)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(start)
    WITH DISTINCT node12
    WHERE EXISTS { MATCH (other:Node {id: $parties14}) MATCH (node12)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other) }
      AND NOT coalesce(node12.status IN $leftOut15, false)
    RETURN 1
  }
] AS answer
