MATCH (start:Node {id: $parties0})
MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(start)
WITH collect(DISTINCT node0) AS near0
MATCH (start:Node {id: $parties1})
MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(start) WHERE node0 IN near0
WITH DISTINCT node0
WHERE NOT coalesce(node0.status IN $leftOut2, false)
WITH collect(node0) AS found
WITH found, [
  size(found)
] AS counts, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given13
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  UNWIND found AS node1
  WITH node1
  WHERE node1.startedOnDesc < $from3
  WITH node1
  ORDER BY node1.startedOnDesc DESC
  LIMIT $limit4
  RETURN [
    node1.startedOnDesc,
    [
      node1.id,
      node1.title,
      node1.status,
      node1.startedOn,
      node1.endedOn,
      node1.corroboration,
      COLLECT {
        MATCH (node1)-[:CONCERNS]->(node2:Topic)
        WITH node2
        ORDER BY node2.labelAsc
        LIMIT $first5
        RETURN [node2.id, node2.label]
      },
      COLLECT {
        MATCH (node1)-[:HAS_TERM]->(node3:Term)
        WITH node3
        ORDER BY node3.id
        LIMIT $limit6
        RETURN [
          [
            node3.id,
            node3.text,
            node3.kind,
            node3.status,
            COLLECT {
              MATCH (node3)-[:GIVEN_BY]->(node4:Actor)
              WITH node4
              ORDER BY node4.nameAsc
              LIMIT $first7
              RETURN [labels(node4), node4.id, node4.name]
            },
            COLLECT {
              MATCH (node3)-[:GIVEN_TO]->(node5:Actor)
              WITH node5
              ORDER BY node5.nameAsc
              LIMIT $first8
              RETURN [labels(node5), node5.id, node5.name]
            }
          ]
        ]
      },
      COLLECT {
        MATCH (node1)<-[edge6:PARTICIPATED_IN]-(node6:Actor)
        WITH node6, edge6
        ORDER BY node6.nameAsc + '|' + edge6.key
        LIMIT $limit9
        RETURN [
          edge6.role,
          edge6.derived,
          COLLECT {
            MATCH (node7:Node {id: edge6.onBehalfOf})
            RETURN [labels(node7), node7.id, node7.name] LIMIT 1
          },
          COLLECT {
            UNWIND edge6.evidence[..$first10] AS passageId MATCH (node8:Node {id: passageId})
            RETURN [
              node8.id,
              node8.text,
              COLLECT {
                MATCH (node8)<-[:HAS_PASSAGE]-(node9:Document)
                RETURN [node9.title, node9.publisher, node9.url, node9.publishedOn] LIMIT 1
              }
            ]
          },
          [labels(node6), node6.id, node6.name]
        ]
      },
      COLLECT {
        MATCH (node1)-[:PRODUCED]->(node10:Agreement)
        WITH node10
        ORDER BY node10.signedOnAsc
        LIMIT $limit11
        RETURN [[node10.id, node10.title, node10.kind, node10.status]]
      },
      COLLECT {
        MATCH (node1)-[:EVIDENCED_BY]->(node11:Passage)
        WITH node11
        ORDER BY node11.id
        LIMIT $first12
        RETURN [
          node11.id,
          node11.text,
          node11.start,
          node11.end,
          COLLECT {
            MATCH (node11)<-[:HAS_PASSAGE]-(node12:Document)
            RETURN [node12.id, node12.title, node12.publisher, node12.publishedOn] LIMIT 1
          }
        ]
      }
    ]
  ]
} AS rows
UNWIND [[[size(rows)], counts, merged]] + rows AS answer
RETURN answer
