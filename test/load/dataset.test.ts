import path from 'node:path'
import { readDatasetFile, unexpected } from '../../src/load/dataset.js'
import type { Draft } from '../../src/load/draft.js'
import { complaint, folderWith } from './folders.js'

const read = (content: string) =>
  readDatasetFile(path.join(folderWith({ 'lake-talks/dataset.yml': content }), 'lake-talks'))

test('a dataset is named after its folder and says what it is', async () => {
  const dataset = await read(
    'title: The lake talks\nversion: 1.0\nlicense: CC0-1.0\nformat: facts\nexpected: { terms: { min: 2 } }\n',
  )
  expect(dataset).toMatchObject({ format: 'facts', expected: { terms: { min: 2 } }, documents: undefined })
  expect(dataset.draft).toEqual({
    id: 'dataset:lake-talks',
    title: 'The lake talks',
    version: '1.0',
    license: 'CC0-1.0',
  })
})

test('everything that is wrong with a dataset.yml is said at once', async () => {
  const said = await complaint(() =>
    read(
      'licence: CC0-1.0\nformat: csv\nurl: example.org\nexpected:\n  negotiation: { min: 1 }\n  terms: { min: two, most: 3 }\ndocuments: none\n',
    ),
  )
  expect(said.replaceAll('lake-talks/', '')).toBe(
    [
      'dataset.yml:1:1  title: is missing.',
      'dataset.yml:1:10  licence: "licence" is not a field of dataset.yml.',
      '  Did you mean license?',
      'dataset.yml:2:9  format: "csv" wants one of facts, table, countries, vocabulary.',
      'dataset.yml:3:6  url: "example.org" wants an address such as https://example.org/.',
      'dataset.yml:6:17  expected.terms.min: "two" wants a whole number.',
      'dataset.yml:6:28  expected.terms.most: "most" is not a field of dataset.yml.',
      '  One of min, max.',
      'dataset.yml:7:12  documents: wants a mapping.',
      '  Write `slug: { title: …, kind: … }` lines.',
    ].join('\n'),
  )
})

test('a section that does not exist cannot be expected', async () => {
  expect(await complaint(() => read('title: T\nformat: facts\nexpected:\n  negotiation: { min: 1 }\n'))).toMatch(
    /^lake-talks\/dataset.yml:4:16 {2}expected.negotiation: "negotiation" is not a section.\n {2}Did you mean negotiations\? One of /,
  )
})

test('a folder without dataset.yml is no input, and says where one is described', async () => {
  const folder = folderWith({ 'facts.yml': '' })
  expect(await complaint(() => readDatasetFile(folder))).toBe(
    'dataset.yml There is no dataset.yml.\n  A dataset is a folder with a dataset.yml; docs/loading.md shows one.',
  )
})

test('a folder whose name is no slug cannot be a dataset', async () => {
  const folder = path.join(folderWith({ 'Lake Talks/dataset.yml': 'title: T\nformat: facts\n' }), 'Lake Talks')
  expect(await complaint(() => readDatasetFile(folder))).toBe(
    'Lake Talks/dataset.yml "Lake Talks" cannot be the name of a dataset.\n  The folder’s name is the dataset’s id: small letters, digits and single hyphens.',
  )
})

test('counts that are not as expected are told at the line that expects them', async () => {
  const dataset = await read(
    'title: T\nformat: facts\nexpected:\n  terms: { min: 2, max: 3 }\n  passages: { min: 0, max: 1 }\n  claims: { min: 1 }\n',
  )
  const draft = { documents: [], passages: [], nodes: [{ type: 'Term' }], claims: [] } as unknown as Draft
  expect(unexpected(dataset, draft).map(String)).toEqual([
    expect.stringMatching(/dataset.yml:4:10 {2}expected.terms: 1 were read; 2 to 3 are expected.\n/),
    expect.stringMatching(/dataset.yml:6:11 {2}expected.claims: 0 were read; at least 1 are expected.\n/),
  ])
})
