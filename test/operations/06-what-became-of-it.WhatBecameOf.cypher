RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Agreement
  RETURN [
    node0.id,
    node0.title,
    node0.kind,
    node0.status,
    node0.signedOn,
    node0.inForceOn,
    node0.endedOn,
    COLLECT {
      MATCH (node0)-[:HAS_TERM]->(node1:Term)
      WITH node1
      ORDER BY node1.id
      LIMIT $limit1
      RETURN [
        [
          node1.id,
          node1.text,
          node1.status,
          COLLECT {
            MATCH (node1)-[:GIVEN_BY]->(node2:Actor)
            WITH node2
            ORDER BY node2.nameAsc
            LIMIT $first2
            RETURN [labels(node2), node2.id, node2.name]
          },
          COLLECT {
            MATCH (node1)-[:GIVEN_TO]->(node3:Actor)
            WITH node3
            ORDER BY node3.nameAsc
            LIMIT $first3
            RETURN [labels(node3), node3.id, node3.name]
          },
          COLLECT {
            MATCH (node1)-[:EVIDENCED_BY]->(node4:Passage)
            WITH node4
            ORDER BY node4.id
            LIMIT $first4
            RETURN [node4.text]
          }
        ]
      ]
    },
    COLLECT {
      MATCH (node0)<-[edge5:PARTY_TO]-(node5:Actor)
      WITH node5, edge5
      ORDER BY node5.nameAsc
      LIMIT $limit5
      RETURN [
        edge5.role,
        edge5.signedOn,
        edge5.consent,
        edge5.consentOn,
        edge5.inForceOn,
        edge5.withdrewOn,
        COLLECT {
          UNWIND edge5.evidence[..$first6] AS passageId MATCH (node6:Node {id: passageId})
          RETURN [node6.text]
        },
        [labels(node5), node5.id, node5.name]
      ]
    },
    COLLECT {
      MATCH (node0)<-[:PRODUCED]-(node7:Negotiation)
      WHERE NOT coalesce(node7.status IN $leftOut7, false)
      WITH node7
      ORDER BY node7.startedOnAsc
      LIMIT $limit8
      RETURN [[node7.id, node7.title, node7.status]]
    },
    COLLECT {
      MATCH (node0)-[edge8:MODELLED_ON]->(node8:Agreement)
      WITH node8, edge8
      ORDER BY node8.signedOnAsc
      LIMIT $limit9
      RETURN [
        COLLECT {
          UNWIND edge8.evidence[..$first10] AS passageId MATCH (node9:Node {id: passageId})
          RETURN [node9.text]
        },
        [node8.id, node8.title]
      ]
    },
    COLLECT {
      MATCH (node0)<-[edge10:MODELLED_ON]-(node10:Agreement)
      WITH node10, edge10
      ORDER BY node10.signedOnAsc
      LIMIT $limit11
      RETURN [[node10.id, node10.title]]
    },
    COLLECT {
      MATCH (node0)<-[edge11:REPLACES]-(node11:Agreement)
      WITH node11, edge11
      ORDER BY node11.signedOnAsc
      LIMIT $limit12
      RETURN [[node11.id, node11.title]]
    },
    COLLECT {
      MATCH (node0)<-[edge12:PART_OF]-(node12:Event)
      WITH node12, edge12
      ORDER BY node12.onAsc
      LIMIT $limit13
      RETURN [
        edge12.status,
        [
          node12.id,
          node12.kind,
          node12.on,
          node12.summary,
          COLLECT {
            MATCH (node12)<-[:INITIATED]-(node13:Actor)
            WITH node13
            ORDER BY node13.nameAsc
            LIMIT $first14
            RETURN [labels(node13), node13.id, node13.name]
          },
          COLLECT {
            MATCH (node12)-[edge14:FOLLOWED]->(node14:Event)
            WITH node14, edge14
            ORDER BY node14.onAsc
            LIMIT $limit15
            RETURN [edge14.relation, [node14.id, node14.kind, node14.on, node14.summary]]
          },
          COLLECT {
            MATCH (node12)-[:EVIDENCED_BY]->(node15:Passage)
            WITH node15
            ORDER BY node15.id
            LIMIT $first16
            RETURN [
              node15.text,
              COLLECT {
                MATCH (node15)<-[:HAS_PASSAGE]-(node16:Document)
                RETURN [node16.title, node16.url] LIMIT 1
              }
            ]
          }
        ]
      ]
    }
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given17
  RETURN [merged.id, survivor.id]
} AS merged
