RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Official
  RETURN [
    node0.id,
    node0.name,
    [
      COLLECT {
        MATCH (node0)-[:MADE]->(node1:Statement)
        WITH node1
        ORDER BY node1.madeOnDesc DESC
        LIMIT $limit1
        RETURN [
          node1.madeOnDesc,
          [
            node1.id,
            node1.kind,
            node1.act,
            node1.text,
            node1.madeOn,
            node1.venue,
            node1.stance,
            node1.certainty,
            COLLECT {
              MATCH (node1)<-[:MADE]-(holder:Official)-[tenure:HELD_OFFICE]->(body:Actor)
                WITH node1, holder, tenure, body, CASE
                WHEN EXISTS { MATCH (node1)-[:EVIDENCED_BY]->(own:Passage) WHERE own.id IN tenure.evidence } THEN 'ATTESTED'
                WHEN node1.madeOnFirst IS NULL OR tenure.fromFirst > node1.madeOnLast OR tenure.toLast < node1.madeOnFirst THEN null
                WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
                WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= node1.madeOnLast AND tenure.attestedOnLast[at] >= node1.madeOnFirst) THEN 'ATTESTED'
                WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date(node1.madeOnLast) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date(node1.madeOnFirst) - duration('P1Y')))
                  AND NOT EXISTS {
                    MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
                    WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
                      AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date(node1.madeOnLast) + duration('P1Y'))
                      AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date(node1.madeOnFirst) - duration('P1Y'))
                  } THEN 'INFERRED'
              END AS known
                WHERE known IS NOT NULL
                WITH body AS node2, tenure {.*, basis: known, of: body} AS edge2
              WITH node2, edge2
              ORDER BY edge2.tenureId
              LIMIT $first2
              RETURN [
                edge2.title,
                edge2.office,
                edge2.from,
                edge2.to,
                edge2.basis,
                COLLECT {
                  UNWIND [edge2.of] AS node3
                  RETURN [labels(node3), node3.id, node3.name] LIMIT 1
                }
              ]
            },
            COLLECT {
              MATCH (node1)-[:ADDRESSED_TO]->(node4:Actor)
              WITH node4
              ORDER BY node4.nameAsc
              LIMIT $first3
              RETURN [labels(node4), node4.id, node4.name]
            },
            COLLECT {
              MATCH (node1)-[:REPORTED_BY]->(node5:Organization)
              WITH node5
              ORDER BY node5.nameAsc
              LIMIT $first4
              RETURN [node5.id, node5.name]
            },
            COLLECT {
              MATCH (node1)-[edge6:ABOUT]->(node6:Node)
              WITH node6, edge6
              ORDER BY node6.id
              LIMIT $first5
              RETURN [
                edge6.stance,
                COLLECT {
                  UNWIND [node6] AS node7
                  RETURN [labels(node7), node7.id] LIMIT 1
                }
              ]
            },
            COLLECT {
              MATCH (node1)-[:EVIDENCED_BY]->(node8:Passage)
              WITH node8
              ORDER BY node8.id
              LIMIT $first6
              RETURN [
                node8.id,
                node8.text,
                COLLECT {
                  MATCH (node8)<-[:HAS_PASSAGE]-(node9:Document)
                  RETURN [node9.title, node9.url] LIMIT 1
                }
              ]
            }
          ]
        ]
      },
      COUNT { (node0)-[:MADE]->() }
    ]
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given7
  RETURN [merged.id, survivor.id]
} AS merged
