import { searchText } from './parley.js'

/** The values one request is asked with. Peers ask the same with them, each in its own way. */
export type Draw = Record<string, string | string[] | null>

/** What questions draw their values with, before anything is measured. */
export interface Drawing {
  /** Rows of a statement. */
  find(text: string, parameters?: Record<string, unknown>): Promise<unknown[][]>
  /** What Parley answers. */
  ask(query: string, variables: Record<string, unknown>): Promise<unknown>
}

interface Asked {
  text: string
  /** Its variables or parameters; the draw itself where there is none. */
  values?: (draw: Draw) => Record<string, unknown>
  /**
   * What must be equal in the answers of all peers, as ways through them: names and places, with `*` for all of a list.
   * The first is compared in order. An empty one is not compared, as this peer does not tell.
   */
  shows: string[]
}

export interface Question {
  name: string
  title: string
  /** Whether most of the time is the database's, so that a server should keep up with a bare driver all the more. */
  heavy?: boolean
  draws(drawing: Drawing): Promise<Draw[]>
  parley: Asked
  raw: Asked
  /** How @neo4j/graphql is asked at its best; or why it cannot be. `note` says what it answers less. */
  neo4jGraphql: (Asked & { note?: string }) | { cannot: string }
}

/** Countries from the greatest to small ones: the same question costs very different amounts. */
const codes = ['US', 'CN', 'GB', 'DE', 'TR', 'BR', 'IT', 'RW']
const pairs = [
  ['US', 'CN'],
  ['US', 'RU'],
  ['GB', 'FR'],
  ['CN', 'DE'],
  ['US', 'IN'],
  ['RU', 'JP'],
  ['FR', 'US'],
  ['US', 'RW'],
]
const country = (code: string | undefined): string => `country:${code}`
const years = ['2024', '2023', '2021', '2019', '2016', '2012', '2007', '2001']

const passageRow = '[passage.id, passage.text, document.id, document.title]'
const evidenceOf = (fact: string): string =>
  `COLLECT { MATCH (${fact})-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document:Document) WITH passage, document ORDER BY passage.id LIMIT 10 RETURN ${passageRow} }`
const kindOf = (actor: string): string =>
  `[label IN labels(${actor}) WHERE label IN ['Country', 'Official', 'Organization', 'Group']][0]`

/** Draws of places in a list, evenly over its first `most` pages: cursors for Parley, and for others the order texts in them. */
async function places(drawing: Drawing, query: string, most: number): Promise<Draw[]> {
  const found: Draw[] = []
  let after: string | null = null
  while (found.length < most) {
    const answer = (await drawing.ask(query, { after })) as {
      list: { pageInfo: { hasNextPage: boolean; endCursor: string } }
    }
    const { hasNextPage, endCursor } = answer.list.pageInfo
    if (!hasNextPage) break
    after = endCursor
    const [, , from] = JSON.parse(Buffer.from(endCursor, 'base64url').toString('utf8')) as string[]
    found.push({ after: endCursor, from: from! })
  }
  const step = Math.max(1, Math.floor(found.length / 8))
  return found.filter((_, at) => at % step === step - 1).slice(0, 8)
}

export const questions: Question[] = [
  {
    name: 'counts',
    title: 'counts of one country',
    draws: () => Promise.resolve(codes.map((code) => ({ code }))),
    parley: {
      text: `query Counts($code: String!) {
        country(code: $code) {
          id name
          negotiations { totalCount } agreements { totalCount } eventsInitiated { totalCount } eventsTargeting { totalCount } statementsAbout { totalCount }
        }
      }`,
      shows: [
        'country.negotiations.totalCount',
        'country.agreements.totalCount',
        'country.eventsInitiated.totalCount',
        'country.eventsTargeting.totalCount',
        'country.statementsAbout.totalCount',
      ],
    },
    raw: {
      text: `MATCH (country:Country {code: $code})
        RETURN country.id, country.name,
          COUNT { MATCH (country)-[:PARTICIPATED_IN]->(talks:Negotiation) WHERE talks.status <> 'CONSIDERED' RETURN DISTINCT talks },
          COUNT { (country)-[:PARTY_TO]->() }, COUNT { (country)-[:INITIATED]->() }, COUNT { (country)<-[:TARGETED]-() }, COUNT { (country)<-[:ABOUT]-() }`,
      shows: ['*.2', '*.3', '*.4', '*.5', '*.6'],
    },
    neo4jGraphql: {
      text: `query Counts($code: String!) {
        countries(where: { code: { eq: $code } }) {
          id name
          negotiationsConnection(where: { NOT: { node: { status: { eq: "CONSIDERED" } } } }) { aggregate { count { nodes } } }
          agreementsConnection { aggregate { count { nodes } } }
          eventsInitiatedConnection { aggregate { count { nodes } } }
          eventsTargetingConnection { aggregate { count { nodes } } }
          statementsAboutConnection { aggregate { count { nodes } } }
        }
      }`,
      shows: ['negotiations', 'agreements', 'eventsInitiated', 'eventsTargeting', 'statementsAbout'].map(
        (list) => `countries.${list}Connection.aggregate.count.nodes`,
      ),
    },
  },
  {
    name: 'who-with-whom',
    title: 'who negotiated what with whom (operation 01)',
    draws: () =>
      Promise.resolve(pairs.map(([a, b]) => ({ parties: [country(a), country(b)], a: country(a), b: country(b) }))),
    parley: {
      text: `query WhoNegotiatedWhatWithWhom($parties: [ID!]!) {
        negotiations(filter: { parties: { all: $parties } }, orderBy: { field: STARTED_ON, direction: DESC }, first: 20) {
          totalCount
          pageInfo { hasNextPage endCursor }
          edges { cursor node {
            id title status startedOn endedOn corroboration
            topics { id label }
            terms(first: 10) { edges { node { id text kind status givenBy { id name } givenTo { id name } } } }
            participants(first: 50) { edges {
              role derived onBehalfOf { id name }
              evidence { id text document { title publisher url publishedOn } }
              node { __typename id name }
            } }
            agreements(first: 10) { edges { node { id title kind status } } }
            evidence { id text start end document { id title publisher publishedOn } }
          } }
        }
      }`,
      values: ({ parties }) => ({ parties }),
      shows: [
        'negotiations.edges.node.id',
        'negotiations.totalCount',
        'negotiations.edges.node.topics.label',
        'negotiations.edges.node.terms.edges.node.text',
        'negotiations.edges.node.participants.edges.node.id',
        'negotiations.edges.node.participants.edges.evidence.text',
        'negotiations.edges.node.evidence.document.title',
      ],
    },
    raw: {
      text: `MATCH (:Node {id: $b})-[:PARTICIPATED_IN {role: 'PARTY'}]->(theirs:Negotiation) WHERE theirs.status <> 'CONSIDERED'
        WITH collect(DISTINCT theirs) AS theirs
        MATCH (:Node {id: $a})-[:PARTICIPATED_IN {role: 'PARTY'}]->(talks) WHERE talks IN theirs
        WITH DISTINCT talks ORDER BY talks.startedOnDesc DESC
        WITH collect(talks) AS found
        UNWIND found[..20] AS talks
        RETURN size(found), talks.id, talks.title, talks.status, talks.startedOn, talks.endedOn, talks.corroboration,
          COLLECT { MATCH (talks)-[:CONCERNS]->(topic:Topic) WITH topic ORDER BY topic.labelAsc LIMIT 10 RETURN [topic.id, topic.label] },
          COLLECT {
            MATCH (talks)-[:HAS_TERM]->(term:Term) WITH term ORDER BY term.id LIMIT 10
            RETURN [term.id, term.text, term.kind, term.status, COLLECT { MATCH (term)-[:GIVEN_BY]->(giver:Actor) RETURN [giver.id, giver.name] }, COLLECT { MATCH (term)-[:GIVEN_TO]->(taker:Actor) RETURN [taker.id, taker.name] }]
          },
          COLLECT {
            MATCH (talks)<-[part:PARTICIPATED_IN]-(actor:Actor) WITH part, actor ORDER BY actor.nameAsc, part.key LIMIT 50
            RETURN [
              part.role, part.derived, COLLECT { MATCH (principal:Node {id: part.onBehalfOf}) RETURN [principal.id, principal.name] },
              COLLECT { UNWIND part.evidence AS id MATCH (passage:Node {id: id})<-[:HAS_PASSAGE]-(document:Document) RETURN [passage.id, passage.text, document.title, document.publisher, document.url, document.publishedOn] },
              actor.id, actor.name, ${kindOf('actor')}
            ]
          },
          COLLECT { MATCH (talks)-[:PRODUCED]->(agreement:Agreement) WITH agreement ORDER BY agreement.signedOnAsc LIMIT 10 RETURN [agreement.id, agreement.title, agreement.kind, agreement.status] },
          COLLECT {
            MATCH (talks)-[:EVIDENCED_BY]->(passage:Passage)<-[:HAS_PASSAGE]-(document:Document) WITH passage, document ORDER BY passage.id LIMIT 10
            RETURN [passage.id, passage.text, passage.start, passage.end, document.id, document.title, document.publisher, document.publishedOn]
          }`,
      values: ({ a, b }) => ({ a, b }),
      shows: ['*.1', '0.0', '*.7.*.1', '*.8.*.1', '*.9.*.4', '*.9.*.3.*.1', '*.11.*.5'],
    },
    neo4jGraphql: {
      note: 'asked from the one country on, which is faster than a list of negotiations; without the passages and the names of principals behind a part, which are kept by id, and without the count',
      text: `query WhoNegotiatedWhatWithWhom($a: ID!, $b: ID!) {
        actors(where: { id: { eq: $a } }) {
          negotiationsConnection(
            first: 20
            sort: [{ node: { startedOnDesc: DESC } }]
            where: {
              edge: { role: { eq: "PARTY" } }
              node: { NOT: { status: { eq: "CONSIDERED" } }, participantsConnection: { some: { node: { id: { eq: $b } }, edge: { role: { eq: "PARTY" } } } } }
            }
          ) {
            pageInfo { hasNextPage endCursor }
            edges { cursor node {
              id title status startedOn endedOn corroboration
              topics(sort: [{ labelAsc: ASC }], limit: 10) { id label }
              terms(limit: 10, sort: [{ id: ASC }]) { id text kind status givenBy { id name } givenTo { id name } }
              participantsConnection(first: 50, sort: [{ node: { nameAsc: ASC } }, { edge: { key: ASC } }]) {
                edges { properties { role derived onBehalfOf evidence } node { id name } }
              }
              agreements(limit: 10, sort: [{ signedOnAsc: ASC }]) { id title kind status }
              evidence(limit: 10, sort: [{ id: ASC }]) { id text start end document { id title publisher publishedOn } }
            } }
          }
        }
      }`,
      values: ({ a, b }) => ({ a, b }),
      shows: [
        'actors.negotiationsConnection.edges.node.id',
        '',
        'actors.negotiationsConnection.edges.node.topics.label',
        'actors.negotiationsConnection.edges.node.terms.text',
        'actors.negotiationsConnection.edges.node.participantsConnection.edges.node.id',
        '',
        'actors.negotiationsConnection.edges.node.evidence.document.title',
      ],
    },
  },
  {
    name: 'fifty-negotiations',
    title: '50 negotiations with participants, statements and evidence',
    draws: (drawing) =>
      places(
        drawing,
        `query ($after: String) { list: negotiations(first: 50, after: $after, orderBy: { field: STARTED_ON, direction: DESC }) { pageInfo { hasNextPage endCursor } } }`,
        8,
      ),
    parley: {
      text: `query Fifty($after: String) {
        negotiations(first: 50, after: $after, orderBy: { field: STARTED_ON, direction: DESC }) { edges { node {
          id title status startedOn
          participants(first: 20) { edges { role derived node { __typename id name } } }
          statements(first: 5) { edges { node { id text madeOn speaker { id name } } } }
          evidence { id text document { id title } }
        } } }
      }`,
      values: ({ after }) => ({ after }),
      shows: [
        'negotiations.edges.node.id',
        'negotiations.edges.node.participants.edges.node.name',
        'negotiations.edges.node.statements.edges.node.id',
        'negotiations.edges.node.statements.edges.node.speaker.id',
        'negotiations.edges.node.evidence.document.id',
      ],
    },
    raw: {
      text: `MATCH (talks:Negotiation) WHERE talks.startedOnDesc < $from AND talks.status <> 'CONSIDERED'
        WITH talks ORDER BY talks.startedOnDesc DESC LIMIT 50
        RETURN talks.id, talks.title, talks.status, talks.startedOn,
          COLLECT { MATCH (talks)<-[part:PARTICIPATED_IN]-(actor:Actor) WITH part, actor ORDER BY actor.nameAsc, part.key LIMIT 20 RETURN [part.role, part.derived, actor.id, actor.name, ${kindOf('actor')}] },
          COLLECT {
            MATCH (talks)<-[:ABOUT]-(statement:Statement) WITH statement ORDER BY statement.madeOnAsc LIMIT 5
            RETURN [statement.id, statement.text, statement.madeOn, COLLECT { MATCH (statement)<-[:MADE]-(speaker:Actor) RETURN [speaker.id, speaker.name] }]
          },
          ${evidenceOf('talks')}`,
      values: ({ from }) => ({ from }),
      shows: ['*.0', '*.4.*.3', '*.5.*.0', '*.5.*.3.*.0', '*.6.*.2'],
    },
    neo4jGraphql: {
      text: `query Fifty($from: String!) {
        negotiations(where: { startedOnDesc: { lt: $from }, NOT: { status: { eq: "CONSIDERED" } } }, sort: [{ startedOnDesc: DESC }], limit: 50) {
          id title status startedOn
          participantsConnection(first: 20, sort: [{ node: { nameAsc: ASC } }, { edge: { key: ASC } }]) { edges { properties { role derived } node { id name } } }
          statements(limit: 5, sort: [{ madeOnAsc: ASC }]) { id text madeOn speaker { id name } }
          evidence(limit: 10, sort: [{ id: ASC }]) { id text document { id title } }
        }
      }`,
      values: ({ from }) => ({ from }),
      shows: [
        'negotiations.id',
        'negotiations.participantsConnection.edges.node.name',
        'negotiations.statements.id',
        'negotiations.statements.speaker.id',
        'negotiations.evidence.document.id',
      ],
    },
  },
  {
    name: 'deep',
    title: 'deep, with the same parents again and again',
    heavy: true,
    draws: () => Promise.resolve(['US', 'CN', 'RU', 'GB', 'FR', 'DE'].map((code) => ({ code }))),
    parley: {
      text: `query Deep($code: String!) {
        country(code: $code) {
          id name
          negotiations(first: 20, orderBy: { field: STARTED_ON, direction: DESC }) { edges { node {
            id title status
            participants(first: 10) { edges { role node {
              __typename id name
              statementsAbout(first: 3, orderBy: { field: MADE_ON, direction: DESC }) { edges { node { id text madeOn } } }
              agreements(first: 3, orderBy: { field: SIGNED_ON, direction: DESC }) { edges { node { id title status } } }
            } } }
          } } }
        }
      }`,
      shows: [
        'country.negotiations.edges.node.id',
        'country.negotiations.edges.node.participants.edges.node.id',
        'country.negotiations.edges.node.participants.edges.node.statementsAbout.edges.node.id',
        'country.negotiations.edges.node.participants.edges.node.agreements.edges.node.id',
      ],
    },
    raw: {
      // Each actor once, however many talks it takes part in; whoever reads the rows puts them together.
      text: `MATCH (country:Country {code: $code})
        CALL (country) {
          MATCH (country)-[:PARTICIPATED_IN]->(talks:Negotiation) WHERE talks.status <> 'CONSIDERED'
          WITH DISTINCT talks ORDER BY talks.startedOnDesc DESC LIMIT 20
          CALL (talks) {
            MATCH (talks)<-[part:PARTICIPATED_IN]-(actor:Actor) WITH part, actor ORDER BY actor.nameAsc, part.key LIMIT 10
            RETURN collect([part.role, actor]) AS sides
          }
          RETURN collect([talks, sides]) AS all
        }
        CALL (all) {
          UNWIND all AS each UNWIND each[1] AS side
          WITH DISTINCT side[1] AS actor
          RETURN collect([
            actor.id, actor.name, ${kindOf('actor')},
            COLLECT { MATCH (actor)<-[:ABOUT]-(statement:Statement) WITH statement ORDER BY statement.madeOnDesc DESC LIMIT 3 RETURN [statement.id, statement.text, statement.madeOn] },
            COLLECT { MATCH (actor)-[:PARTY_TO]->(agreement:Agreement) WITH agreement ORDER BY agreement.signedOnDesc DESC LIMIT 3 RETURN [agreement.id, agreement.title, agreement.status] }
          ]) AS actors
        }
        RETURN country.id, country.name, [each IN all | [each[0].id, each[0].title, each[0].status, [side IN each[1] | [side[0], side[1].id]]]], actors`,
      shows: ['0.2.*.0', '0.2.*.3.*.1', '', ''],
    },
    neo4jGraphql: {
      text: `query Deep($code: String!) {
        countries(where: { code: { eq: $code } }) {
          id name
          negotiations(where: { NOT: { status: { eq: "CONSIDERED" } } }, limit: 20, sort: [{ startedOnDesc: DESC }]) {
            id title status
            participantsConnection(first: 10, sort: [{ node: { nameAsc: ASC } }, { edge: { key: ASC } }]) { edges { properties { role } node {
              id name
              statementsAbout(limit: 3, sort: [{ madeOnDesc: DESC }]) { id text madeOn }
              agreements(limit: 3, sort: [{ signedOnDesc: DESC }]) { id title status }
            } } }
          }
        }
      }`,
      shows: [
        'countries.negotiations.id',
        'countries.negotiations.participantsConnection.edges.node.id',
        'countries.negotiations.participantsConnection.edges.node.statementsAbout.id',
        'countries.negotiations.participantsConnection.edges.node.agreements.id',
      ],
    },
  },
  {
    name: 'statements-then',
    title: 'statements by topic, country and period, with the office held then',
    draws: async ({ find }) => {
      const rows = await find(
        `MATCH (topic:Topic) WHERE NOT (topic)<-[:BROADER]-() RETURN topic.id ORDER BY COUNT { (topic)<-[:ABOUT]-() } DESC, topic.id LIMIT 8`,
      )
      return rows.map(([topic], at) => ({
        topic: String(topic),
        country: country(codes[at]),
        from: `${Number(years[at]) - 3}`,
        to: years[at]!,
        first: `${Number(years[at]) - 3}-01-01`,
        last: `${years[at]}-12-31`,
      }))
    },
    parley: {
      text: `query StatementsThen($country: ID!, $topic: ID!, $from: PartialDate!, $to: PartialDate!) {
        statements(filter: { about: { all: [$country, $topic] }, madeOn: { from: $from, to: $to } }, orderBy: { field: MADE_ON, direction: DESC }, first: 20) {
          edges { node {
            id text kind madeOn
            speaker { id name }
            speakerOffices { title office from to basis of { id name } }
            evidence { id text document { id title } }
          } }
        }
      }`,
      values: ({ country, topic, from, to }) => ({ country, topic, from, to }),
      shows: [
        'statements.edges.node.id',
        'statements.edges.node.speaker.id',
        'statements.edges.node.evidence.id',
        'statements.edges.node.speakerOffices.title',
      ],
    },
    raw: {
      text: `MATCH (:Topic {id: $topic})<-[:BROADER*0..8]-(:Topic)<-[:ABOUT]-(said:Statement)
        WHERE said.madeOnLast >= $first AND said.madeOnFirst <= $last
        WITH collect(DISTINCT said) AS said
        MATCH (:Node {id: $country})<-[:ABOUT]-(statement) WHERE statement IN said
        WITH statement ORDER BY statement.madeOnDesc DESC LIMIT 20
        RETURN statement.id, statement.text, statement.kind, statement.madeOn,
          COLLECT { MATCH (statement)<-[:MADE]-(speaker:Actor) RETURN [speaker.id, speaker.name] },
          COLLECT {
            MATCH (statement)<-[:MADE]-(speaker:Official)-[tenure:HELD_OFFICE]->(body:Actor)
            WITH statement, speaker, tenure, body,
              CASE
                WHEN EXISTS { MATCH (statement)-[:EVIDENCED_BY]->(own:Passage) WHERE own.id IN tenure.evidence } THEN 'ATTESTED'
                WHEN tenure.fromFirst > statement.madeOnLast OR tenure.toLast < statement.madeOnFirst THEN null
                WHEN tenure.fromFirst IS NOT NULL OR tenure.toLast IS NOT NULL THEN 'WITHIN_TENURE'
                WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= statement.madeOnLast AND tenure.attestedOnLast[at] >= statement.madeOnFirst) THEN 'ATTESTED'
                WHEN any(at IN range(0, size(tenure.attestedOn) - 1) WHERE tenure.attestedOnFirst[at] <= toString(date(statement.madeOnLast) + duration('P1Y')) AND tenure.attestedOnLast[at] >= toString(date(statement.madeOnFirst) - duration('P1Y')))
                  AND NOT EXISTS {
                    MATCH (body)<-[rival:HELD_OFFICE]-(somebody:Official)
                    WHERE somebody <> speaker AND rival.office = tenure.office AND (tenure.office IN ['HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT', 'FOREIGN_MINISTER', 'PARTY_LEADER'] OR rival.title = tenure.title)
                      AND coalesce(rival.fromFirst, rival.attestedOnFirst[0], rival.toFirst) <= toString(date(statement.madeOnLast) + duration('P1Y'))
                      AND coalesce(rival.toLast, rival.attestedOnLast[-1], rival.fromLast) >= toString(date(statement.madeOnFirst) - duration('P1Y'))
                  } THEN 'INFERRED'
              END AS basis
            WHERE basis IS NOT NULL
            RETURN [tenure.title, tenure.office, tenure.from, tenure.to, basis, body.id, body.name] ORDER BY tenure.tenureId
          },
          ${evidenceOf('statement')}`,
      values: ({ country, topic, first, last }) => ({ country, topic, first, last }),
      shows: ['*.0', '*.4.*.0', '*.6.*.0', '*.5.*.0'],
    },
    neo4jGraphql: {
      note: 'all offices of the speaker with their dates, as one cannot ask for those held then; topics without their narrower ones, of which these have none',
      text: `query StatementsThen($country: ID!, $topic: ID!, $first: String!, $last: String!) {
        actors(where: { id: { eq: $country } }) {
          statementsAbout(where: { topics: { some: { id: { eq: $topic } } }, madeOnLast: { gte: $first }, madeOnFirst: { lte: $last } }, sort: [{ madeOnDesc: DESC }], limit: 20) {
            id text kind madeOn
            speaker { id name officesConnection { edges { properties { title office from to fromFirst toLast attestedOnFirst attestedOnLast } node { id name } } } }
            evidence(limit: 10, sort: [{ id: ASC }]) { id text document { id title } }
          }
        }
      }`,
      values: ({ country, topic, first, last }) => ({ country, topic, first, last }),
      shows: [
        'actors.statementsAbout.id',
        'actors.statementsAbout.speaker.id',
        'actors.statementsAbout.evidence.id',
        '',
      ],
    },
  },
  {
    name: 'pairs-of-a-year',
    title: 'top pairs of countries in the talks of a year',
    heavy: true,
    draws: () => Promise.resolve(years.map((year) => ({ year, first: `${year}-01-01`, last: `${year}-12-31` }))),
    parley: {
      text: `query Pairs($year: PartialDate!) {
        negotiations(filter: { startedOn: { from: $year, to: $year } }, first: 0) { facets { pairs(first: 20) { a { id name } b { id name } count } } }
      }`,
      values: ({ year }) => ({ year }),
      shows: ['negotiations.facets.pairs.count', 'negotiations.facets.pairs.a.id', 'negotiations.facets.pairs.b.id'],
    },
    raw: {
      text: `MATCH (talks:Negotiation) WHERE talks.startedOnLast >= $first AND talks.startedOnFirst <= $last AND talks.status <> 'CONSIDERED'
        CALL (talks) { MATCH (talks)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(side:Country) RETURN collect(DISTINCT side) AS sides }
        UNWIND sides AS a UNWIND sides AS b
        WITH a, b WHERE a.id < b.id
        WITH a, b, count(*) AS count ORDER BY count DESC, a.id + '|' + b.id LIMIT 20
        RETURN a.id, a.name, b.id, b.name, count`,
      values: ({ first, last }) => ({ first, last }),
      shows: ['*.4', '*.0', '*.2'],
    },
    neo4jGraphql: { cannot: 'it counts whole lists, not groups' },
  },
  {
    name: 'event-pairs',
    title: 'top pairs of a year by events (eventCounts by source and target)',
    heavy: true,
    draws: () => Promise.resolve(years.map((year) => ({ year, first: `${year}-01-01`, last: `${year}-12-31` }))),
    parley: {
      text: `query EventPairs($year: PartialDate!) {
        eventCounts(filter: { on: { from: $year, to: $year } }, by: [SOURCE, TARGET], first: 20) { edges { node { source { id name } target { id name } count } } }
      }`,
      values: ({ year }) => ({ year }),
      shows: ['eventCounts.edges.node.count', 'eventCounts.edges.node.source.id', 'eventCounts.edges.node.target.id'],
    },
    raw: {
      text: `MATCH (event:Event) WHERE event.onLast >= $first AND event.onFirst <= $last
        CALL (event) {
          MATCH (event)-[:COUNTS_FROM]->(actor:Actor)
          WITH collect(actor) AS actors
          WITH actors, [actor IN actors WHERE actor:Country] AS countries
          RETURN CASE countries WHEN [] THEN actors ELSE countries END AS sources
        }
        CALL (event) {
          MATCH (event)-[:COUNTS_TO]->(actor:Actor)
          WITH collect(actor) AS actors
          WITH actors, [actor IN actors WHERE actor:Country] AS countries
          RETURN CASE countries WHEN [] THEN actors ELSE countries END AS targets
        }
        UNWIND CASE sources WHEN [] THEN [null] ELSE sources END AS source
        UNWIND CASE targets WHEN [] THEN [null] ELSE targets END AS target
        WITH source, target, count(*) AS count ORDER BY count DESC, coalesce(source.id, ''), coalesce(target.id, '') LIMIT 20
        RETURN source.id, source.name, target.id, target.name, count`,
      values: ({ first, last }) => ({ first, last }),
      shows: ['*.4', '*.0', '*.2'],
    },
    neo4jGraphql: { cannot: 'it counts whole lists, not groups' },
  },
  {
    name: 'event-counts',
    title: 'events that a country brought about, by month and kind',
    heavy: true,
    draws: () =>
      Promise.resolve(
        codes.map((code, at) => ({
          country: country(code),
          year: years[at]!,
          first: `${years[at]}-01-01`,
          last: `${years[at]}-12-31`,
        })),
      ),
    parley: {
      text: `query EventCounts($country: ID!, $year: PartialDate!) {
        eventCounts(filter: { initiators: { any: [$country] }, on: { from: $year, to: $year } }, by: [MONTH, KIND], first: 100) { edges { node { period kind count } } }
      }`,
      values: ({ country, year }) => ({ country, year }),
      shows: ['eventCounts.edges.node.count', 'eventCounts.edges.node.period', 'eventCounts.edges.node.kind'],
    },
    raw: {
      text: `MATCH (:Node {id: $country})-[:INITIATED]->(event:Event) WHERE event.onLast >= $first AND event.onFirst <= $last
        WITH substring(event.onFirst, 0, 7) AS month, event.kind AS kind, count(*) AS count ORDER BY count DESC, month, kind LIMIT 100
        RETURN month, kind, count`,
      values: ({ country, first, last }) => ({ country, first, last }),
      shows: ['*.2', '*.0', '*.1'],
    },
    neo4jGraphql: { cannot: 'it counts whole lists, not groups' },
  },
  {
    name: 'full-text',
    title: 'full text, the first 20 statements',
    draws: () =>
      Promise.resolve(
        [
          'fisheries quota',
          'ceasefire monitoring',
          'grain corridor',
          'prisoners exchange',
          'nuclear inspection',
          'pipeline',
          'migration treaty',
          'energi climate',
        ].map((query) => ({
          query,
          lucene: searchText.readSearch(query).lucene,
        })),
      ),
    parley: {
      text: `query Search($query: String!) { search(query: $query, types: [STATEMENT], first: 20) { edges { score node { __typename id ... on Statement { text } } } } }`,
      values: ({ query }) => ({ query }),
      shows: ['search.edges.score'],
    },
    raw: {
      text: `CALL db.index.fulltext.queryNodes('search', $lucene, {limit: 400}) YIELD node, score
        WITH node, score WHERE node:Statement
        RETURN score, node.id, node.text ORDER BY score DESC, node.id LIMIT 20`,
      values: ({ lucene }) => ({ lucene }),
      shows: ['*.0'],
    },
    neo4jGraphql: {
      text: `query Search($lucene: String!) { searchStatements(phrase: $lucene, first: 20, sort: [{ score: DESC }]) { edges { score node { id text } } } }`,
      values: ({ lucene }) => ({ lucene }),
      shows: ['searchStatements.edges.score'],
    },
  },
  {
    name: 'keyset-page',
    title: 'a page deep in all statements',
    draws: (drawing) =>
      places(
        drawing,
        `query ($after: String) { list: statements(first: 250, after: $after, orderBy: { field: MADE_ON, direction: DESC }) { pageInfo { hasNextPage endCursor } } }`,
        104,
      ),
    parley: {
      text: `query Page($after: String) { statements(first: 50, after: $after, orderBy: { field: MADE_ON, direction: DESC }) { pageInfo { hasNextPage endCursor } edges { node { id text kind madeOn } } } }`,
      values: ({ after }) => ({ after }),
      shows: ['statements.edges.node.id'],
    },
    raw: {
      text: `MATCH (statement:Statement) WHERE statement.madeOnDesc < $from
        WITH statement ORDER BY statement.madeOnDesc DESC LIMIT 50
        RETURN statement.id, statement.text, statement.kind, statement.madeOn, statement.madeOnDesc`,
      values: ({ from }) => ({ from }),
      shows: ['*.0'],
    },
    neo4jGraphql: {
      text: `query Page($from: String!) { statements(where: { madeOnDesc: { lt: $from } }, sort: [{ madeOnDesc: DESC }], limit: 50) { id text kind madeOn madeOnDesc } }`,
      values: ({ from }) => ({ from }),
      shows: ['statements.id'],
    },
  },
  {
    name: 'counterparts',
    title: 'with which countries a country dealt (operation 02)',
    heavy: true,
    draws: () => Promise.resolve(codes.map((code) => ({ id: country(code) }))),
    parley: {
      text: `query Counterparts($id: ID!) {
        node(id: $id) { id ... on Actor { name counterparts(filter: { types: [COUNTRY] }, first: 20) { edges {
          negotiationCount agreementCount statementCount
          negotiations(first: 5) { edges { node { id title status } } }
          agreements(first: 5) { edges { node { id title status } } }
          node { __typename id name }
        } } } }
      }`,
      shows: [
        'node.counterparts.edges.node.id',
        'node.counterparts.edges.negotiationCount',
        'node.counterparts.edges.agreementCount',
        'node.counterparts.edges.statementCount',
        'node.counterparts.edges.negotiations.edges.node.id',
      ],
    },
    raw: {
      text: `MATCH (one:Node {id: $id})
        CALL (one) {
          MATCH (one)-[:PARTICIPATED_IN {role: 'PARTY'}]->(talks:Negotiation)<-[:PARTICIPATED_IN {role: 'PARTY'}]-(other:Country)
          WHERE talks.status <> 'CONSIDERED' AND other <> one
          WITH other, collect(DISTINCT talks) AS talks RETURN other, talks, [] AS agreements, 0 AS said, 0 AS heard
          UNION ALL
          MATCH (one)-[:PARTY_TO]->(agreement:Agreement)<-[:PARTY_TO]-(other:Country) WHERE other <> one
          WITH other, collect(DISTINCT agreement) AS agreements RETURN other, [] AS talks, agreements, 0 AS said, 0 AS heard
          UNION ALL
          MATCH (one)<-[:COUNTS_FROM]-(statement:Statement)-[:COUNTS_TO]->(other:Country) WHERE other <> one
          WITH other, count(DISTINCT statement) AS said RETURN other, [] AS talks, [] AS agreements, said, 0 AS heard
          UNION ALL
          MATCH (one)<-[:COUNTS_TO]-(statement:Statement)-[:COUNTS_FROM]->(other:Country) WHERE other <> one
          WITH other, count(DISTINCT statement) AS heard RETURN other, [] AS talks, [] AS agreements, 0 AS said, heard
        }
        WITH one, other, reduce(all = [], each IN collect(talks) | all + each) AS talks, reduce(all = [], each IN collect(agreements) | all + each) AS agreements, sum(said) AS said, sum(heard) AS heard
        WHERE size(talks) + size(agreements) + said > 0
          AND NOT EXISTS { (other)-[:BELONGS_TO]-(one) } AND NOT EXISTS { (other)-[:BELONGS_TO]->(:Country)<-[:BELONGS_TO]-(one) }
        WITH one, other, talks, agreements, said + heard AS statements
        ORDER BY size(talks) + size(agreements) DESC, statements DESC, other.id LIMIT 20
        RETURN other.id, other.name, size(talks), size(agreements), statements,
          COLLECT { UNWIND talks AS each WITH each ORDER BY each.startedOnAsc LIMIT 5 RETURN [each.id, each.title, each.status] },
          COLLECT { UNWIND agreements AS each WITH each ORDER BY each.signedOnAsc LIMIT 5 RETURN [each.id, each.title, each.status] }, one.name`,
      shows: ['*.0', '*.2', '*.3', '*.4', '*.5.*.0'],
    },
    neo4jGraphql: { cannot: 'it follows relationships that are there, and counts whole lists' },
  },
  {
    name: 'one-id',
    title: 'one thing by its id',
    draws: async ({ find }) =>
      (await find(`MATCH (talks:Negotiation) RETURN talks.id ORDER BY talks.id LIMIT 8`)).map(([id]) => ({
        id: String(id),
      })),
    parley: {
      text: `query One($id: ID!) { node(id: $id) { __typename id ... on Negotiation { title status startedOn } } }`,
      shows: ['node.id', 'node.title'],
    },
    raw: {
      text: `MATCH (node:Node {id: $id}) RETURN labels(node), node.id, node.title, node.status, node.startedOn`,
      shows: ['*.1', '*.2'],
    },
    neo4jGraphql: {
      note: 'as a negotiation; what kind of thing an id names must be known',
      text: `query One($id: ID!) { negotiations(where: { id: { eq: $id } }) { id title status startedOn } }`,
      shows: ['negotiations.id', 'negotiations.title'],
    },
  },
  {
    name: 'five-hundred-ids',
    title: '500 things by their ids',
    draws: async ({ find }) => {
      const rows = await find(`MATCH (statement:Statement) RETURN statement.id ORDER BY statement.id LIMIT 4000`)
      const ids = rows.map(([id]) => String(id))
      return Array.from({ length: Math.min(8, Math.floor(ids.length / 500)) }, (_, at) => ({
        ids: ids.slice(at * 500, at * 500 + 500),
      }))
    },
    parley: {
      text: `query Ids($ids: [ID!]!) { nodes(ids: $ids) { __typename id ... on Statement { text madeOn } } }`,
      shows: ['nodes.id'],
    },
    raw: {
      text: `UNWIND range(0, size($ids) - 1) AS place MATCH (node:Node {id: $ids[place]}) RETURN labels(node), node.id, node.text, node.madeOn ORDER BY place`,
      shows: ['*.1'],
    },
    neo4jGraphql: {
      note: 'as statements; in no order',
      text: `query Ids($ids: [ID!]!) { statements(where: { id: { in: $ids } }, sort: [{ id: ASC }]) { id text madeOn } }`,
      shows: ['statements.id'],
    },
  },
]
