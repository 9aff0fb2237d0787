// { negotiations(filter: { parties: { any: ["country:KE"], none: ["country:UG"] }, status: { any: [ONGOING], none: [CONCLUDED] } }) { totalCount edges { node { id } } } }
// {"cost":{"requested":21,"limit":50000}}
MATCH (start:Node) WHERE start.id IN $start0
MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(start)
WITH DISTINCT node0
WHERE node0.status IN $status1
  AND NOT coalesce(node0.status IN $status2, false)
  AND NOT EXISTS { MATCH (node0)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other:Actor) WHERE other.id IN $parties3 }
  AND NOT coalesce(node0.status IN $leftOut4, false)
WITH collect(node0) AS found
WITH found, [
  size(found)
] AS counts, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given7
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  UNWIND found AS node1
  WITH node1
  WHERE node1.id > $from5
  WITH node1
  ORDER BY node1.id
  LIMIT $limit6
  RETURN [[node1.id]]
} AS rows
UNWIND [[[size(rows)], counts, merged]] + rows AS answer
RETURN answer
// {"start0":["country:KE"],"status1":["ONGOING"],"status2":["CONCLUDED"],"parties3":["country:UG"],"leftOut4":["CONSIDERED"],"from5":"","limit6":20,"given7":["country:KE","country:UG"]}

// { negotiations(filter: { parties: { all: ["country:KE", "country:RW"], derived: false } }) { edges { node { title } } } }
// {"cost":{"requested":20,"limit":50000}}
WITH COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given5
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  MATCH (node0:Negotiation)
  WHERE EXISTS { MATCH (other:Node {id: $parties0}) MATCH (node0)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other) WHERE NOT part.derived }
    AND EXISTS { MATCH (other:Node {id: $parties1}) MATCH (node0)<-[part:PARTICIPATED_IN {role: 'PARTY'}]-(other) WHERE NOT part.derived }
    AND NOT coalesce(node0.status IN $leftOut2, false)
    AND node0.id > $from3
  WITH node0
  ORDER BY node0.id
  LIMIT $limit4
  RETURN [[node0.title]]
} AS rows
UNWIND [[[size(rows)], [], merged]] + rows AS answer
RETURN answer
// {"parties0":"country:KE","parties1":"country:RW","leftOut2":["CONSIDERED"],"from3":"","limit4":20,"given5":["country:KE","country:RW"]}

// { negotiations(filter: { participants: { all: ["country:KE", "country:RW"] } }, first: 3) { totalCount facets { statuses { value count } pairs(first: 2) { a { id } count } } edges { cursor node { id } } } }
// {"cost":{"requested":58,"limit":50000}}
MATCH (start:Node {id: $participants0})
MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN]-(start)
WITH collect(DISTINCT node0) AS near0
MATCH (start:Node {id: $participants1})
MATCH (node0:Negotiation)<-[part:PARTICIPATED_IN]-(start) WHERE node0 IN near0
WITH DISTINCT node0
WHERE NOT coalesce(node0.status IN $leftOut2, false)
WITH collect(node0) AS found
WITH found, [
  size(found),
  [
    COLLECT {
      UNWIND found AS node3
      WITH toString(node3.status) AS value, count(*) AS count WHERE value IS NOT NULL
      WITH {value: value, count: count} AS edge2
      WITH edge2
      ORDER BY edge2.count DESC, edge2.value
      LIMIT $first5
      RETURN [edge2.value, edge2.count]
    },
    COLLECT {
      UNWIND found AS node5
      WITH COLLECT { MATCH (node5)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(side:Country) RETURN DISTINCT side } AS sides
      UNWIND sides AS a
      UNWIND sides AS b
      WITH a, b WHERE a.id < b.id
      WITH a, b, count(*) AS count
      WITH {a: a, b: b, count: count, id: a.id + '|' + b.id} AS edge4
      WITH edge4
      ORDER BY edge4.count DESC, edge4.id
      LIMIT $first6
      RETURN [
        COLLECT {
          UNWIND [edge4.a] AS node6
          RETURN [node6.id] LIMIT 1
        },
        edge4.count
      ]
    }
  ]
] AS counts, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given7
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  UNWIND found AS node1
  WITH node1
  WHERE node1.id > $from3
  WITH node1
  ORDER BY node1.id
  LIMIT $limit4
  RETURN [node1.id, [node1.id]]
} AS rows
UNWIND [[[size(rows)], counts, merged]] + rows AS answer
RETURN answer
// {"participants0":"country:KE","participants1":"country:RW","leftOut2":["CONSIDERED"],"from3":"","limit4":3,"first5":50,"first6":2,"given7":["country:KE","country:RW"]}

// { negotiations(filter: { topics: { all: ["t:1", "t:2", "t:3", "t:4", "t:5", "t:6", "t:7", "t:8", "t:9"] } }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (start:Node {id: $topics0})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start)
    WITH collect(DISTINCT node0) AS near0
    MATCH (start:Node {id: $topics1})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0
    WITH near0, collect(DISTINCT node0) AS near1
    MATCH (start:Node {id: $topics2})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1
    WITH near0, near1, collect(DISTINCT node0) AS near2
    MATCH (start:Node {id: $topics3})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1 AND node0 IN near2
    WITH near0, near1, near2, collect(DISTINCT node0) AS near3
    MATCH (start:Node {id: $topics4})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1 AND node0 IN near2 AND node0 IN near3
    WITH near0, near1, near2, near3, collect(DISTINCT node0) AS near4
    MATCH (start:Node {id: $topics5})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1 AND node0 IN near2 AND node0 IN near3 AND node0 IN near4
    WITH near0, near1, near2, near3, near4, collect(DISTINCT node0) AS near5
    MATCH (start:Node {id: $topics6})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1 AND node0 IN near2 AND node0 IN near3 AND node0 IN near4 AND node0 IN near5
    WITH near0, near1, near2, near3, near4, near5, collect(DISTINCT node0) AS near6
    MATCH (start:Node {id: $topics7})
    MATCH (node0:Negotiation)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(start) WHERE node0 IN near0 AND node0 IN near1 AND node0 IN near2 AND node0 IN near3 AND node0 IN near4 AND node0 IN near5 AND node0 IN near6
    WITH DISTINCT node0
    WHERE EXISTS { MATCH (other:Node {id: $topics8}) MATCH (node0)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other) }
      AND NOT coalesce(node0.status IN $leftOut9, false)
    RETURN 1
  }
] AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given10
  RETURN [merged.id, survivor.id]
} AS merged
// {"topics0":"t:1","topics1":"t:2","topics2":"t:3","topics3":"t:4","topics4":"t:5","topics5":"t:6","topics6":"t:7","topics7":"t:8","topics8":"t:9","leftOut9":["CONSIDERED"],"given10":["t:1","t:2","t:3","t:4","t:5","t:6","t:7","t:8","t:9"]}

// { negotiations(filter: { not: { topics: { all: ["t:1", "t:2", "t:3", "t:4", "t:5", "t:6", "t:7", "t:8", "t:9"], none: [] } } }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE NOT coalesce(all(wanted IN $topics0 WHERE EXISTS { MATCH (node0)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic) WHERE other.id = wanted }) AND NOT EXISTS { MATCH (node0)-[:CONCERNS]->(:Topic)-[:BROADER*0..8]->(other:Topic) WHERE other.id IN $topics1 }, false)
      AND NOT coalesce(node0.status IN $leftOut2, false)
    RETURN 1
  }
] AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given3
  RETURN [merged.id, survivor.id]
} AS merged
// {"topics0":["t:1","t:2","t:3","t:4","t:5","t:6","t:7","t:8","t:9"],"topics1":[],"leftOut2":["CONSIDERED"],"given3":["t:1","t:2","t:3","t:4","t:5","t:6","t:7","t:8","t:9"]}

// { negotiations(filter: { or: [{ status: { any: [CONSIDERED] } }, { startedOn: { from: "2025", to: "2025-05", match: CERTAIN } }], openAsOf: "2025-05" }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE (node0.startedOnFirst IS NOT NULL OR node0.endedOnLast IS NOT NULL)
        AND coalesce(node0.startedOnFirst <= $openAsOf0.last, true) AND coalesce(node0.endedOnLast >= $openAsOf0.first, true)
        AND NOT EXISTS { MATCH (node0)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['CONCLUDED', 'COLLAPSED'] AND event.onLast < $openAsOf0.first }
      AND (node0.status IN $status1 OR node0.startedOnFirst >= $from2 AND node0.startedOnLast <= $to3)
    RETURN 1
  }
] AS answer
// {"openAsOf0":{"first":"2025-05-01","last":"2025-05-31"},"status1":["CONSIDERED"],"from2":"2025-01-01","to3":"2025-05-31"}

// { negotiations(filter: { and: [{ not: { status: { none: [CONSIDERED] } } }], or: [] }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE NOT coalesce(NOT coalesce(node0.status IN $status0, false), false)
      AND false
      AND NOT coalesce(node0.status IN $leftOut1, false)
    RETURN 1
  }
] AS answer
// {"status0":["CONSIDERED"],"leftOut1":["CONSIDERED"]}

// { negotiations(filter: { withParticipant: { name: "Kenya" }, withEvent: { kind: { any: [TALKS] } }, endedOn: { from: "2020" }, startedOn: { to: "2024" } }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE node0.startedOnFirst <= $to0
      AND node0.endedOnLast >= $from1
      AND EXISTS { MATCH (node0)<-[:PARTICIPATED_IN]-(other2:Actor) WHERE coalesce(other2.name = $name3, false) }
      AND EXISTS { MATCH (node0)<-[:PART_OF]-(other4:Event) WHERE other4.kind IN $kind5 }
      AND NOT coalesce(node0.status IN $leftOut6, false)
    RETURN 1
  }
] AS answer
// {"to0":"2024-12-31","from1":"2020-01-01","name3":"Kenya","kind5":["TALKS"],"leftOut6":["CONSIDERED"]}

// { negotiations(filter: { status: null, parties: null, and: null }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Negotiation)
    WHERE NOT coalesce(node0.status IN $leftOut0, false)
    RETURN 1
  }
] AS answer
// {"leftOut0":["CONSIDERED"]}

// { claims(filter: { standing: false, predicate: { any: ["status"] } }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (node0:Claim)
    WHERE node0.predicate IN $predicate0
      AND coalesce(node0.standing = $standing1, false)
    RETURN 1
  }
] AS answer
// {"predicate0":["status"],"standing1":false}

// { claims(filter: { standing: true, subject: { any: [] } }) { totalCount } }
// {"cost":{"requested":1,"limit":50000}}
RETURN [
  COUNT {
    MATCH (start:Node) WHERE start.id IN $start0
    MATCH (node0:Claim)-[:SUBJECT]->(start)
    WITH DISTINCT node0
    WHERE coalesce(node0.standing = $standing1, false)
      AND NOT coalesce(node0.standing IN $leftOut2, false)
    RETURN 1
  }
] AS answer
// {"start0":[],"standing1":true,"leftOut2":[false]}

// { country(code: "KE") { agreements(filter: { inForceAsOf: "2025", parties: { any: ["country:RW"] } }, orderBy: { field: IN_FORCE_ON, direction: DESC }, last: 2) { totalCount pageInfo { hasPreviousPage startCursor } edges { role derived node { title } } } } }
// {"cost":{"requested":4,"limit":50000}}
RETURN COLLECT {
  MATCH (node0:Country {code: $code0})
  RETURN [
    [
      COLLECT {
        MATCH (node0)-[edge1:PARTY_TO]->(node1:Agreement)
        WHERE EXISTS { MATCH (node1)<-[part:PARTY_TO {role: 'PARTY'}]-(other:Actor) WHERE other.id IN $parties1 }
          AND node1.inForceOnFirst <= $inForceAsOf2.last AND coalesce(node1.endedOnLast >= $inForceAsOf2.first, true)
            AND NOT EXISTS { MATCH (node1)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $inForceAsOf2.first }
          AND coalesce(edge1.inForceOnFirst <= $inForceAsOf2.last, true) AND coalesce(edge1.withdrewOnLast >= $inForceAsOf2.first, true)
        WITH node1, edge1
        ORDER BY node1.inForceOnDesc
        LIMIT $limit3
        RETURN [node1.inForceOnDesc, edge1.role, edge1.derived, [node1.title]]
      },
      COUNT {
        MATCH (node0)-[edge2:PARTY_TO]->(node2:Agreement)
        WHERE EXISTS { MATCH (node2)<-[part:PARTY_TO {role: 'PARTY'}]-(other:Actor) WHERE other.id IN $parties4 }
          AND node2.inForceOnFirst <= $inForceAsOf5.last AND coalesce(node2.endedOnLast >= $inForceAsOf5.first, true)
            AND NOT EXISTS { MATCH (node2)<-[part:PART_OF]-(event:Event) WHERE part.status IN ['EXPIRED', 'TERMINATED', 'SUPERSEDED', 'SCRAPPED'] AND event.onLast < $inForceAsOf5.first }
          AND coalesce(edge2.inForceOnFirst <= $inForceAsOf5.last, true) AND coalesce(edge2.withdrewOnLast >= $inForceAsOf5.first, true)
        RETURN 1
      }
    ]
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given6
  RETURN [merged.id, survivor.id]
} AS merged
// {"code0":"KE","parties1":["country:RW"],"inForceAsOf2":{"first":"2025-01-01","last":"2025-12-31"},"limit3":3,"parties4":["country:RW"],"inForceAsOf5":{"first":"2025-01-01","last":"2025-12-31"},"given6":["country:RW"]}

// { events(orderBy: { field: ON }, first: 0) { totalCount pageInfo { hasNextPage } } }
// {"cost":{"requested":1,"limit":50000}}
WITH [
  COUNT {
    MATCH (node1:Event)
    RETURN 1
  }
] AS counts, COLLECT {
  MATCH (node0:Event)
  WHERE node0.onAsc > $from0
  WITH node0
  ORDER BY node0.onAsc
  LIMIT $limit1
  RETURN []
} AS rows
UNWIND [[[size(rows)], counts, []]] + rows AS answer
RETURN answer
// {"from0":"","limit1":1}

// { events(orderBy: { field: ON, direction: DESC }, before: null, last: 5) { edges { cursor } } }
// {"cost":{"requested":5,"limit":50000}}
MATCH (node0:Event)
WHERE node0.onDesc > $from0
WITH node0
ORDER BY node0.onDesc
LIMIT $limit1
RETURN [node0.onDesc] AS answer
// {"from0":"","limit1":5}

// { countries(orderBy: { field: NAME, direction: DESC }, first: 250) { edges { node { name } } } }
// {"cost":{"requested":250,"limit":50000}}
MATCH (node0:Country)
WHERE node0.nameAsc < $from0
WITH node0
ORDER BY node0.nameAsc DESC
LIMIT $limit1
RETURN [[node0.name]] AS answer
// {"from0":"￿","limit1":250}

// { statements { edges { node { speaker { ...about } addressedTo(first: 3) { ...about } addressedToCount about { node { __typename ... on Topic { label } ... on Actor { name } } } } } } } fragment about on Actor { id belongsTo { id } ... on Official { offices { edges { node { id } } } } }
// {"cost":{"requested":2920,"limit":50000}}
WITH COLLECT {
  MATCH (node0:Statement)
  WHERE node0.id > $from0
  WITH node0
  ORDER BY node0.id
  LIMIT $limit1
  RETURN [
    [
      COLLECT {
        MATCH (node0)<-[:MADE]-(node1:Actor)
        RETURN node1.id LIMIT 1
      },
      COLLECT {
        MATCH (node0)-[:ADDRESSED_TO]->(node2:Actor)
        WITH node2
        ORDER BY node2.nameAsc
        LIMIT $first2
        RETURN node2.id
      },
      COUNT {
        MATCH (node0)-[:ADDRESSED_TO]->(node3:Actor)
        RETURN 1
      },
      COLLECT {
        MATCH (node0)-[edge4:ABOUT]->(node4:Node)
        WITH node4, edge4
        ORDER BY node4.id
        LIMIT $first3
        RETURN [
          COLLECT {
            UNWIND [node4] AS node5
            RETURN [labels(node5), node5.name, node5.label] LIMIT 1
          }
        ]
      }
    ]
  ]
} AS rows
WITH rows, COLLECT {
  UNWIND rows AS row0 UNWIND row0[0][0] AS row1
  WITH DISTINCT row1 AS id
  MATCH (node6:Node {id: id})
  RETURN [id, [
    labels(node6),
    node6.id,
    COLLECT {
      MATCH (node6)-[:BELONGS_TO]->(node7:Country)
      WITH node7
      ORDER BY node7.nameAsc
      LIMIT $first4
      RETURN [node7.id]
    },
    COLLECT {
      WITH node6 WHERE node6:Official
      MATCH (node6)-[tenure:HELD_OFFICE]->(body:Actor)
        WHERE $office5 IS NULL OR tenure.office = $office5
        WITH node6 AS holder, tenure, body
        WITH holder, tenure, body, CASE
        WHEN false THEN 'ATTESTED'
        WHEN $asOf6.first IS NULL OR tenure.fromFirst > $asOf6.last OR tenure.toLast < $asOf6.first THEN null
        WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= $asOf6.last AND tenure.attestedOnLast[at] >= $asOf6.first) THEN 'ATTESTED'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date($asOf6.last) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date($asOf6.first) - duration('P1Y')))
          AND NOT EXISTS {
            MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
            WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
              AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date($asOf6.last) + duration('P1Y'))
              AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date($asOf6.first) - duration('P1Y'))
          } THEN 'INFERRED'
      END AS known
        WHERE $asOf6 IS NULL OR known IS NOT NULL
        WITH body AS node8, tenure {.*, basis: known, of: body} AS edge8
      WITH node8, edge8
      ORDER BY edge8.tenureId
      LIMIT $limit7
      RETURN [[labels(node8), node8.id]]
    }
  ]]
} AS pool0
WITH rows, pool0, COLLECT {
  UNWIND rows AS row0 UNWIND row0[0][1] AS row2
  WITH DISTINCT row2 AS id
  MATCH (node9:Node {id: id})
  RETURN [id, [
    labels(node9),
    node9.id,
    COLLECT {
      MATCH (node9)-[:BELONGS_TO]->(node10:Country)
      WITH node10
      ORDER BY node10.nameAsc
      LIMIT $first8
      RETURN [node10.id]
    },
    COLLECT {
      WITH node9 WHERE node9:Official
      MATCH (node9)-[tenure:HELD_OFFICE]->(body:Actor)
        WHERE $office9 IS NULL OR tenure.office = $office9
        WITH node9 AS holder, tenure, body
        WITH holder, tenure, body, CASE
        WHEN false THEN 'ATTESTED'
        WHEN $asOf10.first IS NULL OR tenure.fromFirst > $asOf10.last OR tenure.toLast < $asOf10.first THEN null
        WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= $asOf10.last AND tenure.attestedOnLast[at] >= $asOf10.first) THEN 'ATTESTED'
        WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date($asOf10.last) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date($asOf10.first) - duration('P1Y')))
          AND NOT EXISTS {
            MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
            WHERE somebody <> holder AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
              AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date($asOf10.last) + duration('P1Y'))
              AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date($asOf10.first) - duration('P1Y'))
          } THEN 'INFERRED'
      END AS known
        WHERE $asOf10 IS NULL OR known IS NOT NULL
        WITH body AS node11, tenure {.*, basis: known, of: body} AS edge11
      WITH node11, edge11
      ORDER BY edge11.tenureId
      LIMIT $limit11
      RETURN [[labels(node11), node11.id]]
    }
  ]]
} AS pool1
UNWIND [[[size(rows), size(pool0), size(pool1)], [], []]] + rows + pool0 + pool1 AS answer
RETURN answer
// {"from0":"","limit1":20,"first2":3,"first3":10,"first4":10,"office5":null,"asOf6":null,"limit7":20,"first8":10,"office9":null,"asOf10":null,"limit11":20}

// { node(id: "country:KE") { __typename ... on Country { a: capital names { value } } ... on Official { anonymous offices(office: MINISTER) { totalCount } } ... on Fact { citation evidence(first: 2) { text } } } nodes(ids: ["a", "b"]) { id } }
// {"cost":{"requested":17,"limit":50000}}
RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Node
  RETURN [
    labels(node0),
    node0.anonymous,
    [
      COUNT {
        WITH node0 WHERE node0:Official
        MATCH (node0)-[tenure:HELD_OFFICE]->(body:Actor)
          WHERE $office1 IS NULL OR tenure.office = $office1
          WITH node0 AS holder, tenure, body
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
          WITH body AS node1, tenure {.*, basis: known, of: body} AS edge1
        RETURN 1
      }
    ],
    {id: node0.id, sources: COLLECT {
      MATCH (node0)-[:EVIDENCED_BY]->(:Passage)<-[:HAS_PASSAGE]-(document:Document)
      WITH DISTINCT document
      MATCH (document)-[:IN]->(dataset:Dataset)
      WITH document, dataset ORDER BY document.id LIMIT 20
      RETURN {
        id: document.id, title: document.title, publisher: document.publisher, url: document.url,
        publishedOn: document.publishedOn, language: document.language, kind: document.kind,
        dataset: dataset.title, license: dataset.license,
        passages: COLLECT { MATCH (node0)-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document) RETURN passage.text ORDER BY passage.id LIMIT 10 }
      }
    }},
    COLLECT {
      WITH node0 WHERE node0:Fact
      MATCH (node0)-[:EVIDENCED_BY]->(node2:Passage)
      WITH node2
      ORDER BY node2.id
      LIMIT $first3
      RETURN [node2.text]
    },
    node0.capital,
    COLLECT {
      WITH node0 WHERE node0:Actor
      MATCH (node0)-[:NAMED]->(edge3:Name)
      WITH edge3
      ORDER BY edge3.kind, edge3.language, edge3.value
      LIMIT $first4
      RETURN [edge3.value]
    }
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given5
  RETURN [merged.id, survivor.id]
} AS merged
// {"id0":"country:KE","office1":"MINISTER","asOf2":null,"first3":2,"first4":10,"given5":["country:KE"]}
WITH COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given1
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  UNWIND range(0, size($ids0) - 1) AS position
  MATCH (node0:Node {id: $ids0[position]})
  WITH node0, {position: position} AS edge0
  WITH node0, edge0
  ORDER BY edge0.position
  RETURN [edge0.position, labels(node0), node0.id]
} AS rows
UNWIND [[[size(rows)], [], merged]] + rows AS answer
RETURN answer
// {"ids0":["a","b"],"given1":["a","b"]}

// { negotiation(id: "negotiation:x") { statusAsOf(date: "2025-05") participants(first: 1) { edges { role onBehalfOf { id } evidenceCount node { name } } } timeline(first: 2) { edges { on node { ... on Event { summary } } } } } }
// {"cost":{"requested":7,"limit":50000}}
RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Negotiation
  RETURN [
    COLLECT {
      CALL (node0) {
        MATCH (event:Event)-[part:PART_OF]->(node0)
        WHERE part.status IS NOT NULL AND event.onLast <= $date1.last
        RETURN part.status AS status, event.onLast AS day, 'event' AS source, event.id AS id
        UNION ALL
        MATCH (claim:Claim {predicate: 'status', standing: true, polarity: 'POSITIVE'})-[:SUBJECT]->(node0)
        WHERE claim.validOnLast <= $date1.last
        RETURN claim.value AS status, claim.validOnLast AS day, claim.certainty AS source, claim.id AS id
      }
      WITH status, day, source, id
      ORDER BY day DESC, CASE source WHEN 'event' THEN 0 WHEN 'CERTAIN' THEN 1 WHEN 'PROBABLE' THEN 2 ELSE 3 END, id
      LIMIT 1
      RETURN status
    },
    COLLECT {
      MATCH (node0)<-[edge1:PARTICIPATED_IN]-(node1:Actor)
      WITH node1, edge1
      ORDER BY node1.nameAsc + '|' + edge1.key
      LIMIT $limit2
      RETURN [
        edge1.role,
        COLLECT {
          MATCH (node2:Node {id: edge1.onBehalfOf})
          RETURN [labels(node2), node2.id] LIMIT 1
        },
        edge1.evidenceCount,
        [labels(node1), node1.name]
      ]
    },
    COLLECT {
      MATCH (node0)-[edge3:ON_TIMELINE]->(node3)
      USING INDEX edge3:ON_TIMELINE(sort)
      WHERE edge3.sort >= node0.id + '|' AND edge3.sort < node0.id + '|~~' AND edge3.sort > $place3
      WITH node3, edge3
      ORDER BY edge3.sort
      LIMIT $limit4
      RETURN [edge3.on, [labels(node3), node3.summary]]
    }
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given5
  RETURN [merged.id, survivor.id]
} AS merged
// {"id0":"negotiation:x","date1":{"text":"2025-05","first":"2025-05-01","last":"2025-05-31"},"limit2":1,"place3":"","limit4":2,"given5":["negotiation:x"]}

// { paths(from: "country:KE", to: "country:RW", maxLength: 2, filter: { during: { from: "2024" } }) { length steps { relationship to { id } } } }
// {"cost":{"requested":93,"limit":50000}}
WITH COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given4
  RETURN [merged.id, survivor.id]
} AS merged, COLLECT {
  MATCH (start:Node {id: $from0}), (finish:Node {id: $to1})
  WHERE start <> finish
  MATCH path = SHORTEST 50 (start)
    ((here)-[step:PARTICIPATED_IN|PARTY_TO|MADE|ADDRESSED_TO|ABOUT|INITIATED|TARGETED|HELD_OFFICE|BELONGS_TO|MEMBER_OF]-(there)
      WHERE ($filter2.relations IS NULL OR type(step) IN $filter2.relations)
        AND (there.id IN [$from0, $to1] OR (
        COUNT { (there)--() } <= 1000 AND NOT there:Topic AND coalesce(there.status <> 'CONSIDERED', true)
        AND (there:Actor OR $filter2.topics IS NULL OR (
          ($filter2.topics.any IS NULL OR EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter2.topics.any })
          AND ($filter2.topics.all IS NULL OR all(wanted IN $filter2.topics.all WHERE EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id = wanted }))
          AND ($filter2.topics.none IS NULL OR NOT EXISTS { MATCH (there)-[:CONCERNS|ABOUT]->(:Topic)-[:BROADER*0..8]->(topic:Topic) WHERE topic.id IN $filter2.topics.none })))
        AND (there:Actor OR ($filter2.during.from IS NULL AND $filter2.during.to IS NULL) OR CASE $filter2.during.match
          WHEN 'CERTAIN' THEN coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst) >= $filter2.during.from.first, $filter2.during.from IS NULL) AND coalesce(coalesce(coalesce(there.endedOnLast, there.madeOnLast, there.onLast), '9999-12-31') <= $filter2.during.to.last, $filter2.during.to IS NULL)
          ELSE coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst), coalesce(there.endedOnLast, there.madeOnLast, there.onLast)) IS NOT NULL AND coalesce(coalesce(there.startedOnFirst, there.signedOnFirst, there.madeOnFirst, there.onFirst) <= $filter2.during.to.last, true) AND coalesce(coalesce(there.endedOnLast, there.madeOnLast, there.onLast) >= $filter2.during.from.first, true)
        END)))){1,2}
    (finish)
  WITH length(path) AS length, nodes(path) AS along, relationships(path) AS steps
  WITH {
    length: length,
    steps: [at IN range(0, length - 1) | {position: at, relationship: steps[at], from: along[at], to: along[at + 1]}],
    key: reduce(text = right('0' + toString(length), 2), each IN along | text + '|' + each.id) + reduce(text = '', each IN steps | text + '|' + type(each) + coalesce(each.key, ''))
  } AS edge0
  WITH edge0
  ORDER BY edge0.key
  LIMIT $first3
  RETURN [
    edge0.length,
    COLLECT {
      UNWIND edge0.steps AS edge1
      WITH edge1
      ORDER BY edge1.position
      RETURN [
        type(edge1.relationship),
        COLLECT {
          UNWIND [edge1.to] AS node2
          RETURN [labels(node2), node2.id] LIMIT 1
        }
      ]
    }
  ]
} AS rows
UNWIND [[[size(rows)], [], merged]] + rows AS answer
RETURN answer
// {"from0":"country:KE","to1":"country:RW","filter2":{"during":{"from":{"text":"2024","first":"2024-01-01","last":"2024-12-31"}}},"first3":3,"given4":["country:KE","country:RW"]}

// { eventCounts(by: [YEAR, SOURCE], filter: { kind: { any: [TALKS] } }) { totalCount edges { node { period count source { id } } } } }
// {"cost":{"requested":41,"limit":50000}}
WITH [
  COUNT {
    MATCH (node3:Event)
    WHERE node3.kind IN $kind2
    WITH node3 AS event, substring(CASE WHEN node3.onFirst = '0001-01-01' THEN node3.onLast ELSE node3.onFirst END, 0, 4) AS period
    CALL (event) {
      MATCH (event)-[:COUNTS_FROM]->(actor:Actor)
      WITH collect(actor) AS actors
      WITH actors, [actor IN actors WHERE actor:Country] AS countries
      RETURN CASE countries WHEN [] THEN actors ELSE countries END AS sources
    }
    UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
    WITH period, source, count(event) AS count
    WITH {
      period: period, kind: null, plover: null, count: count,
      sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: null,
      rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + '' + '|' + '' + '|' + coalesce(source.id, '') + '|' + ''
    } AS node4
    RETURN 1
  }
] AS counts, COLLECT {
  MATCH (node0:Event)
  WHERE node0.kind IN $kind0
  WITH node0 AS event, substring(CASE WHEN node0.onFirst = '0001-01-01' THEN node0.onLast ELSE node0.onFirst END, 0, 4) AS period
  CALL (event) {
    MATCH (event)-[:COUNTS_FROM]->(actor:Actor)
    WITH collect(actor) AS actors
    WITH actors, [actor IN actors WHERE actor:Country] AS countries
    RETURN CASE countries WHEN [] THEN actors ELSE countries END AS sources
  }
  UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
  WITH period, source, count(event) AS count
  WITH {
    period: period, kind: null, plover: null, count: count,
    sources: CASE WHEN source IS NULL THEN [] ELSE [source] END, targets: null,
    rank: right('000000000' + toString(999999999 - count), 9) + '|' + coalesce(period, '') + '|' + '' + '|' + '' + '|' + coalesce(source.id, '') + '|' + ''
  } AS node1
  WITH node1
  ORDER BY node1.rank
  LIMIT $limit1
  RETURN [
    [
      node1.period,
      node1.count,
      COLLECT {
        UNWIND coalesce(node1.sources, []) AS node2
        RETURN [labels(node2), node2.id] LIMIT 1
      }
    ]
  ]
} AS rows
UNWIND [[[size(rows)], counts, []]] + rows AS answer
RETURN answer
// {"kind0":["TALKS"],"limit1":20,"kind2":["TALKS"]}

// { changes(since: "2025-01-01T00:00:00.000Z", first: 1) { edges { kind nodeId node { id } } } }
// {"cost":{"requested":2,"limit":50000}}
MATCH (edge0:Changed)
WHERE edge0.changeSort >= coalesce($since0, '') AND edge0.changeSort > $place1
WITH edge0, CASE WHEN edge0:Node THEN edge0 END AS node0
WITH node0, edge0
ORDER BY edge0.changeSort
LIMIT $limit2
RETURN [edge0.changeKind, coalesce(edge0.removedId, edge0.id), [labels(node0), node0.id]] AS answer
// {"since0":"2025-01-01T00:00:00.000Z","place1":"","limit2":1}

// { events(first: -1) { totalCount } }
// refused at events: first: -1 is less than nothing. Ask for 0 to 250.

// { events(last: -1) { totalCount } }
// refused at events: last: -1 is less than nothing. Ask for 0 to 250.

// { events(first: 250) { edges { cursor } } }
// {"cost":{"requested":250,"limit":50000}}
MATCH (node0:Event)
WHERE node0.id > $from0
WITH node0
ORDER BY node0.id
LIMIT $limit1
RETURN [node0.id] AS answer
// {"from0":"","limit1":250}

// { events(first: 251) { totalCount } }
// refused at events: first: 251 is more than 250, the most this list gives at once. Ask for fewer, and go on from pageInfo.endCursor.

// { events(last: 251) { totalCount } }
// refused at events: last: 251 is more than 250, the most this list gives at once. Ask for fewer, and go on from pageInfo.endCursor.

// { events(first: 1, last: 1) { totalCount } }
// refused at events: first and last exclude one another. Use first with after, or last with before.

// { events(last: 1, after: "x") { totalCount } }
// refused at events: after does not go with last. Use first with after, or last with before.

// { events(first: 1, before: "x") { totalCount } }
// refused at events: before does not go with first. Use first with after, or last with before.

// { events(after: "x") { totalCount } }
// refused at events: after: this is not a cursor that this server gave. Pass a cursor as an earlier page of the same list gave it, with the same orderBy; leave it out to start from the beginning.

// { events(before: "bnVsbA") { totalCount } }
// refused at events: before: this is not a cursor that this server gave. Pass a cursor as an earlier page of the same list gave it, with the same orderBy; leave it out to start from the beginning.

// { country { id } }
// refused at country: country: give exactly one of id and code.

// { country(id: "country:KE", code: "KE") { id } }
// refused at country: country: give exactly one of id and code.

// { event(id: "event:x") { targets(first: -1) { id } } }
// refused at event: first: -1 is not from 0 to 50. Ask for 0 to 50.

// { event(id: "event:x") { targets(first: 51) { id } } }
// refused at event: first: 51 is not from 0 to 50. Ask for 0 to 50.

// { event(id: "event:x") { targets(first: 50) { id } initiators(first: 0) { id } } }
// {"cost":{"requested":51,"limit":50000}}
RETURN COLLECT {
  MATCH (node0:Node {id: $id0}) WHERE node0:Event
  RETURN [
    COLLECT {
      MATCH (node0)-[:TARGETED]->(node1:Actor)
      WITH node1
      ORDER BY node1.nameAsc
      LIMIT $first1
      RETURN [labels(node1), node1.id]
    },
    COLLECT {
      MATCH (node0)<-[:INITIATED]-(node2:Actor)
      WITH node2
      ORDER BY node2.nameAsc
      LIMIT $first2
      RETURN [labels(node2), node2.id]
    }
  ] LIMIT 1
} AS answer, COLLECT {
  MATCH (merged:Redirect)-[:MERGED_INTO]->(survivor:Node)
  WHERE merged.id IN $given3
  RETURN [merged.id, survivor.id]
} AS merged
// {"id0":"event:x","first1":50,"first2":0,"given3":["event:x"]}

// { paths(from: "a:a", to: "b:b", maxLength: 7) { length } }
// refused at paths: maxLength: 7 is not from 1 to 6. Ask for 1 to 6.

// { paths(from: "a:a", to: "b:b", maxLength: 0) { length } }
// refused at paths: maxLength: 0 is not from 1 to 6. Ask for 1 to 6.
