RETURN COLLECT {
  MATCH (node0:Country {code: $code0})
  RETURN [
    node0.id,
    node0.name,
    COLLECT {
      MATCH (node0)<-[:BELONGS_TO*0..1]-(body:Actor)<-[tenure:HELD_OFFICE]-(holder:Official)
        WHERE (body = node0 OR body.kind IN ['GOVERNMENT', 'MINISTRY', 'LEGISLATURE', 'COURT']) AND ($office1 IS NULL OR tenure.office = $office1)
        WITH holder, tenure, body, CASE
        WHEN false THEN 'ATTESTED'
        WHEN $asOf2.first IS NULL OR tenure.fromFirst > $asOf2.last OR tenure.toLast < $asOf2.first THEN null
        WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= $asOf2.last AND tenure.attestedOnLast[at] >= $asOf2.first) THEN 'ATTESTED'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date($asOf2.last) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date($asOf2.first) - duration('P1Y')))
          AND NOT EXISTS {
            MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
            WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
              AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date($asOf2.last) + duration('P1Y'))
              AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date($asOf2.first) - duration('P1Y'))
          } THEN 'INFERRED'
      END AS known
        WHERE $asOf2 IS NULL OR known IS NOT NULL
        WITH holder AS node1, tenure {.*, basis: known, of: body} AS edge1
      WITH node1, edge1
      ORDER BY node1.nameAsc + '|' + edge1.tenureId
      LIMIT $limit3
      RETURN [
        edge1.title,
        edge1.office,
        edge1.from,
        edge1.to,
        edge1.attestedOn,
        edge1.basis,
        COLLECT {
          UNWIND edge1.evidence[..$first4] AS passageId MATCH (node2:Node {id: passageId})
          RETURN [
            node2.text,
            COLLECT {
              MATCH (node2)<-[:HAS_PASSAGE]-(node3:Document)
              RETURN [node3.title] LIMIT 1
            }
          ]
        },
        [
          node1.id,
          node1.name,
          COLLECT {
            MATCH (node1)-[:MADE]->(node4:Statement)
            WHERE node4.madeOnLast >= $from5
              AND node4.madeOnFirst <= $to6
            WITH node4
            ORDER BY node4.madeOnAsc
            LIMIT $limit7
            RETURN [[node4.id, node4.text, node4.kind]]
          }
        ]
      ]
    }
  ] LIMIT 1
} AS answer
