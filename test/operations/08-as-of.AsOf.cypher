RETURN COLLECT {
  MATCH (node0:Country {code: $code0})
  RETURN [
    node0.name,
    [
      COLLECT {
        MATCH (node0)-[edge1:PARTY_TO]->(node1:Agreement)
        WHERE node1.inForceOnFirst <= $inForceAsOf1.last AND coalesce(node1.endedOnLast >= $inForceAsOf1.first, true)
            AND NOT EXISTS { MATCH (node1)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $inForceAsOf1.first }
          AND coalesce(edge1.inForceOnFirst <= $inForceAsOf1.last, true) AND coalesce(edge1.withdrewOnLast >= $inForceAsOf1.first, true)
        WITH node1, edge1
        ORDER BY node1.id
        LIMIT $limit2
        RETURN [
          [
            node1.id,
            node1.title,
            COLLECT {
              CALL (node1) {
                MATCH (event:Event)-[part:PART_OF]->(node1)
                WHERE part.status IS NOT NULL AND event.onLast <= $date3.last
                RETURN part.status AS status, event.onLast AS day, 'event' AS source, event.id AS id
                UNION ALL
                MATCH (claim:Claim {predicate: 'status', standing: true, polarity: 'POSITIVE'})-[:SUBJECT]->(node1)
                WHERE claim.validOnLast <= $date3.last
                RETURN claim.value AS status, claim.validOnLast AS day, claim.certainty AS source, claim.id AS id
              }
              WITH status, day, source, id
              ORDER BY day DESC, CASE source WHEN 'event' THEN 0 WHEN 'CERTAIN' THEN 1 WHEN 'PROBABLE' THEN 2 ELSE 3 END, id
              LIMIT 1
              RETURN status
            }
          ]
        ]
      },
      COUNT {
        MATCH (node0)-[edge2:PARTY_TO]->(node2:Agreement)
        WHERE node2.inForceOnFirst <= $inForceAsOf4.last AND coalesce(node2.endedOnLast >= $inForceAsOf4.first, true)
            AND NOT EXISTS { MATCH (node2)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $inForceAsOf4.first }
          AND coalesce(edge2.inForceOnFirst <= $inForceAsOf4.last, true) AND coalesce(edge2.withdrewOnLast >= $inForceAsOf4.first, true)
        RETURN 1
      }
    ],
    [
      COLLECT {
        MATCH (node0)-[:PARTICIPATED_IN]->(node3:Negotiation) WITH DISTINCT node3
        WITH node3
        WHERE (node3.startedOnFirst IS NOT NULL OR node3.endedOnLast IS NOT NULL)
            AND coalesce(node3.startedOnFirst <= $openAsOf5.last, true) AND coalesce(node3.endedOnLast >= $openAsOf5.first, true)
            AND NOT EXISTS { MATCH (node3)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED'] AND event.onLast < $openAsOf5.first }
          AND NOT coalesce(node3.status IN $leftOut6, false)
        WITH node3
        ORDER BY node3.id
        LIMIT $limit7
        RETURN [
          [
            node3.id,
            node3.title,
            COLLECT {
              CALL (node3) {
                MATCH (event:Event)-[part:PART_OF]->(node3)
                WHERE part.status IS NOT NULL AND event.onLast <= $date8.last
                RETURN part.status AS status, event.onLast AS day, 'event' AS source, event.id AS id
                UNION ALL
                MATCH (claim:Claim {predicate: 'status', standing: true, polarity: 'POSITIVE'})-[:SUBJECT]->(node3)
                WHERE claim.validOnLast <= $date8.last
                RETURN claim.value AS status, claim.validOnLast AS day, claim.certainty AS source, claim.id AS id
              }
              WITH status, day, source, id
              ORDER BY day DESC, CASE source WHEN 'event' THEN 0 WHEN 'CERTAIN' THEN 1 WHEN 'PROBABLE' THEN 2 ELSE 3 END, id
              LIMIT 1
              RETURN status
            }
          ]
        ]
      },
      COUNT {
        MATCH (node0)-[:PARTICIPATED_IN]->(node4:Negotiation) WITH DISTINCT node4
        WITH node4
        WHERE (node4.startedOnFirst IS NOT NULL OR node4.endedOnLast IS NOT NULL)
            AND coalesce(node4.startedOnFirst <= $openAsOf9.last, true) AND coalesce(node4.endedOnLast >= $openAsOf9.first, true)
            AND NOT EXISTS { MATCH (node4)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED'] AND event.onLast < $openAsOf9.first }
          AND NOT coalesce(node4.status IN $leftOut10, false)
        RETURN 1
      }
    ],
    COLLECT {
      MATCH (node0)<-[:BELONGS_TO*0..1]-(body:Actor)<-[tenure:HELD_OFFICE]-(holder:Official)
        WHERE (body = node0 OR body.kind IN ['GOVERNMENT', 'MINISTRY', 'LEGISLATURE', 'COURT']) AND ($office11 IS NULL OR tenure.office = $office11)
        WITH holder, tenure, body, CASE
        WHEN false THEN 'ATTESTED'
        WHEN $asOf12.first IS NULL OR tenure.fromFirst > $asOf12.last OR tenure.toLast < $asOf12.first THEN null
        WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= $asOf12.last AND tenure.attestedOnLast[at] >= $asOf12.first) THEN 'ATTESTED'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date($asOf12.last) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date($asOf12.first) - duration('P1Y')))
          AND NOT EXISTS {
            MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
            WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
              AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date($asOf12.last) + duration('P1Y'))
              AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date($asOf12.first) - duration('P1Y'))
          } THEN 'INFERRED'
      END AS known
        WHERE $asOf12 IS NULL OR known IS NOT NULL
        WITH holder AS node5, tenure {.*, basis: known, of: body} AS edge5
      WITH node5, edge5
      ORDER BY node5.nameAsc + '|' + edge5.tenureId
      LIMIT $limit13
      RETURN [edge5.title, edge5.basis, edge5.from, edge5.to, [node5.id, node5.name]]
    },
    COLLECT {
      MATCH (node0)-[edge6:MEMBER_OF]->(node6:Organization)
      WHERE $asOf14 IS NULL OR (coalesce(edge6.fromFirst <= $asOf14.last, true) AND coalesce(edge6.toLast >= $asOf14.first, true))
      WITH node6, edge6
      ORDER BY node6.nameAsc + '|' + edge6.key
      LIMIT $limit15
      RETURN [edge6.role, edge6.from, edge6.to, [node6.id, node6.name]]
    }
  ] LIMIT 1
} AS answer
