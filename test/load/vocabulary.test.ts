import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readDatasetFile } from '../../src/load/dataset.js'
import { readVocabulary } from '../../src/load/vocabulary.js'
import { Problems } from '../../src/problem.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'topics-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** The vocabulary that this text of a topics.yml makes. */
async function read(text: string) {
  await writeFile(path.join(folder, 'topics.yml'), text)
  return readVocabulary({ folder, draft: { id: 'dataset:sea', title: 'Of the sea', publisher: 'A harbour' } })
}

/** What is wrong with it: `line field: message hint` each. */
async function problems(text: string): Promise<string[]> {
  const error: unknown = await read(text).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Problems)) throw new Error('Nothing was found wrong.', { cause: error })
  return error.problems.map(({ place, message, hint }) =>
    `${place.line} ${place.field}: ${message} ${hint ?? ''}`.trim(),
  )
}

test('a topic is its label and its broader topics, each resting on its entry as written', async () => {
  const draft = await read(`# What happens at sea
ocean: { label: Oceans, aliases: [Seas] }

# A remark that is no part of the entry above.
fishing:
  label: Fishing   # as they say
  broader: [ocean]

  # The last remark.
`)
  const empty = { externalIds: [], evidence: [], certainty: 'CERTAIN', properties: {}, relations: [] }
  const file = path.join(folder, 'topics.yml')
  const whole = {
    id: expect.stringMatching(/^claim:[0-9a-f]{24}$/),
    qualifiers: {},
    certainty: 'CERTAIN',
    polarity: 'POSITIVE',
    method: 'CURATED',
    supersedes: [],
  }
  const fishing = { ...whole, subject: 'topic:fishing', evidence: ['passage:sea:fishing'] }
  expect(draft).toEqual({
    dataset: { id: 'dataset:sea', title: 'Of the sea', publisher: 'A harbour' },
    sourceSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    documents: [
      {
        id: 'document:sea',
        title: 'Of the sea',
        publisher: 'A harbour',
        language: 'en',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        kind: 'DATASET',
        status: 'ACTIVE',
        cites: [],
        copyOf: [],
        corrects: [],
      },
    ],
    passages: [
      { id: 'passage:sea:ocean', document: 'document:sea', text: 'ocean: { label: Oceans, aliases: [Seas] }' },
      {
        id: 'passage:sea:fishing',
        document: 'document:sea',
        text: 'fishing:\n  label: Fishing   # as they say\n  broader: [ocean]',
      },
    ],
    nodes: [
      {
        id: 'topic:ocean',
        type: 'Topic',
        names: [
          { value: 'Oceans', language: 'en', kind: 'PREFERRED' },
          { value: 'Seas', language: 'en', kind: 'ALIAS' },
        ],
        ...empty,
        place: { file, line: 2, column: 1, field: 'ocean' },
      },
      {
        id: 'topic:fishing',
        type: 'Topic',
        names: [{ value: 'Fishing', language: 'en', kind: 'PREFERRED' }],
        ...empty,
        place: { file, line: 5, column: 1, field: 'fishing' },
      },
    ],
    claims: [
      {
        ...whole,
        subject: 'topic:ocean',
        predicate: 'label',
        value: 'Oceans',
        evidence: ['passage:sea:ocean'],
        place: { file, line: 2, column: 17, field: 'ocean.label' },
      },
      {
        ...fishing,
        predicate: 'label',
        value: 'Fishing',
        place: { file, line: 6, column: 10, field: 'fishing.label' },
      },
      {
        ...fishing,
        predicate: 'BROADER',
        object: 'topic:ocean',
        place: { file, line: 7, column: 13, field: 'fishing.broader[0]' },
      },
    ],
    redirects: [],
  })
})

test('what is wrong is said of all entries at once, with line, field and the way out', async () => {
  expect(
    await problems(`ocean: { label: Oceans, aliases: [Seas, oceans] }
fishing: { label: Fishing, broader: [oceam, ocean, ocean] }
Ships: { label: Ships }
harbours: { broader: [ocean] }
wrecks: { label: Wrecks, broadr: [] }
storms: Storms
tides: { label: OCEANS }
pirates: { label: "", broader: ocean }
`),
  ).toEqual([
    '1 ocean.aliases[1]: "oceans" stands here a second time. Leave it out.',
    '2 fishing.broader[0]: "oceam" is not a topic. Did you mean ocean? A broader topic is named by its key in this file.',
    '2 fishing.broader[2]: "ocean" stands here a second time. Leave it out.',
    '3 Ships: "Ships" cannot be the key of a topic. A topic’s key is up to 100 small letters, digits and single hyphens.',
    '4 harbours.label: is missing.',
    '5 wrecks.broadr: "broadr" is not a field of a topic. Did you mean broader? One of label, broader, aliases.',
    '6 storms: "Storms" wants `{ label: … }`.',
    '7 tides.label: "OCEANS" is the label of two topics. It is the label of ocean already.',
    '8 pirates.label: is empty.',
    '8 pirates.broader: "ocean" wants a list.',
  ])
})

test('a topic that would be broader than itself is refused with the way round', async () => {
  expect(
    await problems(`a: { label: A, broader: [b] }
b: { label: B, broader: [c] }
c: { label: C, broader: [a] }
d: { label: D, broader: [d] }
`),
  ).toEqual([
    '3 c.broader[0]: "a" would be broader than itself. a → b → c → a: take one of these steps out.',
    '4 d.broader[0]: "d" would be broader than itself. d → d: take one of these steps out.',
  ])
})

test('topics go down eight steps, as far as a filter looks', async () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, at) => `t${at}: { label: T${at}${at ? `, broader: [t${at - 1}]` : ''} }\n`).join('')
  expect((await read(chain(9))).nodes).toHaveLength(9)
  expect(await problems(chain(11))).toEqual([
    '10 t9: "t9" lies more than 8 steps down. A question about a topic looks 8 steps down.',
  ])
})

test('a vocabulary has the same hash wherever it lies', async () => {
  const text = 'ocean: { label: Oceans }\n'
  const here = await read(text)
  const other = await mkdtemp(path.join(tmpdir(), 'topics-'))
  try {
    await writeFile(path.join(other, 'topics.yml'), text)
    const there = await readVocabulary({ folder: other, draft: here.dataset })
    expect(there.sourceSha256).toBe(here.sourceSha256)
  } finally {
    await rm(other, { recursive: true })
  }
  expect((await read('ocean: { label: Ocean }\n')).sourceSha256).not.toBe(here.sourceSha256)
})

describe('seeds/topics', () => {
  const seed = async () => readVocabulary(await readDatasetFile('seeds/topics'))

  test('has a topic for what states negotiate about, under few uppermost ones', async () => {
    const draft = await seed()
    expect(draft.nodes.length).toBeGreaterThanOrEqual(55)
    const ids = new Set(draft.nodes.map(({ id }) => id))
    expect(ids.size).toBe(draft.nodes.length)
    const asked =
      'migration deportation third-country-transfers irregular-migration refugees asylum human-rights criminal-justice ' +
      'financial-assistance trade tariffs security arms-control nuclear-non-proliferation borders fisheries environment ' +
      'climate water peace-process ceasefire sanctions energy health'
    expect(asked.split(' ').filter((slug) => !ids.has(`topic:${slug}`))).toEqual([])
    const below = new Set(draft.claims.filter(({ predicate }) => predicate === 'BROADER').map(({ subject }) => subject))
    expect([...ids].filter((id) => !below.has(id))).toEqual(
      'migration human-rights justice security sovereignty governance economy environment health education culture science-and-technology'
        .split(' ')
        .map((slug) => `topic:${slug}`),
    )
  })

  test('rests each claim on an entry of the file', async () => {
    const draft = await seed()
    const passages = new Map(draft.passages.map(({ id, text }) => [id, text]))
    expect(draft.passages.map(({ id }) => id)).toEqual(
      draft.nodes.map(({ id }) => id.replace('topic:', 'passage:topics:')),
    )
    for (const { subject, value, object, evidence } of draft.claims) {
      const entry = passages.get(evidence[0]!)!
      expect(entry.startsWith(`${subject.replace('topic:', '')}:`)).toBe(true)
      expect(entry).toContain(value ?? object?.replace('topic:', ''))
      expect(entry).not.toContain('#')
    }
    expect(draft.passages.find(({ id }) => id === 'passage:topics:deportation')).toEqual({
      id: 'passage:topics:deportation',
      document: 'document:topics',
      text: 'deportation: { label: Deportation, broader: [migration], aliases: [Removal, Expulsion, Mass deportation] }',
    })
  })

  test('says each name of one topic alone', async () => {
    const names = (await seed()).nodes.flatMap(({ id, names }) => names.map(({ value }) => ({ id, value })))
    const values = names.map(({ value }) => value.toLowerCase())
    expect(
      names.filter(({ value }) => values.indexOf(value.toLowerCase()) !== values.lastIndexOf(value.toLowerCase())),
    ).toEqual([])
  })
})
