import { createWriteStream, readFileSync } from 'node:fs'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import path from 'node:path'
import { checkout } from '../../src/settings.js'
import { Chance } from '../graph/chance.js'

/** ICEWS-style rows, any number of them: the same for the same seed, each by itself, so that fewer rows are the first of more. */

const shipped = path.join(checkout, 'docs', 'mappings', 'icews-events')

/** The dataset that is made of them, and its document. */
export const dataset = 'icews-rows'

/** Those that news has most of come first. */
const countries =
  'United States|Russia|China|India|Ukraine|Israel|Iran|Japan|United Kingdom|Pakistan|Syria|Iraq|South Korea|North Korea|Turkey|France|Thailand|Australia|Afghanistan|Egypt|Germany|Nigeria|Palestinian Territory, Occupied|Philippines|Vietnam|Saudi Arabia|Indonesia|Kenya|Malaysia|Canada|Italy|Brazil|South Africa|Myanmar|Spain|Mexico|Poland|Lebanon|Bangladesh|Sri Lanka|Venezuela|Libya|Yemen|Sudan|Rwanda|Ethiopia|Greece|Colombia|Argentina|Qatar|Jordan|Nepal|Uganda|Somalia|Belgium|Norway|Sweden|Netherlands|Hungary|Algeria|Morocco|Tunisia|Ghana|Cuba|Chile|Peru|Georgia|Armenia|Azerbaijan|Kazakhstan|Zimbabwe|Mali|South Sudan|Holy See (Vatican City State)'.split(
    '|',
  )
const given =
  'Ada Amin Bela Chidi Dara Elif Farid Gita Hana Ivo Jun Kofi Lena Musa Nadia Omar Pia Quang Rosa Samir'.split(' ')
const family =
  'Abara Bauer Castro Diallo Eriksen Farouk Garba Haddad Ivanova Jansen Kimani Lopez Mbeki Novak Okoye Petrov Qureshi Rahman Suzuki Tran'.split(
    ' ',
  )

/** First columns of a value table of the mapping. */
function column(file: string): string[] {
  const lines = readFileSync(path.join(shipped, file), 'utf8').split('\n').slice(1)
  return lines.filter((line) => line !== '').map((line) => line.split('\t')[0]!)
}

type Row = [source: string, text: string, target: string, day: string]

/** Made-up rows over the mapping's own tables: countries, groups, bodies, peoples and persons, few of them often and most seldom. */
function invented(seed: string): (row: number, isChanged: boolean) => Row {
  const [texts, roles] = [column('cameo.tsv'), column('sectors.tsv').slice(0, 60)]
  const bodies = [...column('organizations.tsv'), ...column('collectives.tsv')]
  return (row, isChanged) => {
    const chance = new Chance(seed, row)
    const often = (from: string[]) => from[Math.floor(chance.next() ** 3 * from.length)]!
    const actor = (): string => {
      const kind = chance.next()
      if (kind < 0.42) return often(countries)
      if (kind < 0.82) return `${often(roles)} (${often(countries)})`
      if (kind < 0.92) return often(bodies)
      return `${often(given)} ${often(family)}`
    }
    const [source, target] = [actor(), actor()]
    const day = new Date(Date.UTC(2014, 0, chance.whole(1, 365))).toISOString().slice(0, 10)
    const [text, other] = [often(texts), often(texts)]
    return [source, isChanged ? other : text, target, day]
  }
}

/** Rows of a file with ICEWS's four columns, again and again. */
function repeated(file: string): (row: number, isChanged: boolean) => Row {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split('\t'))
  const bad = lines.findIndex((cells) => cells.length !== 4)
  if (bad >= 0 || lines.length === 0) throw new Error(`${file}:${bad + 1}: four columns parted by tabs are wanted.`)
  return (row, isChanged) => {
    const [source, text, target, day] = lines[(row - 1) % lines.length]! as Row
    return [source, isChanged ? lines[row % lines.length]![1]! : text, target, day]
  }
}

export interface Rows {
  rows: number
  seed: string
  /** A file with ICEWS's four columns, to be repeated in place of made-up rows. */
  sample?: string
  /** Whether a row, counted from 1, says something else than it did. */
  changed?: (row: number) => boolean
}

/** The mapping that ships, over rows with a number before ICEWS's four columns: only so are repeated rows rows of their own. */
function numbered(mapping: string): string {
  const edits: [string, string][] = [
    ['files: events.tsv', 'files: rows.tsv'],
    ['header: [source, text, target, day]', 'header: [number, source, text, target, day]'],
    ['key: [source, text, target, day]', 'key: [number]'],
  ]
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`The mapping that ships has no "${from}" any more.`)
    return text.replace(from, to)
  }, mapping)
}

/** Makes the dataset in a folder of its name below `parent`, and gives its path. */
export async function writeDataset(parent: string, rows: Rows): Promise<string> {
  const folder = path.join(parent, dataset)
  await mkdir(folder, { recursive: true })
  for (const table of ['cameo', 'sectors', 'places', 'organizations', 'collectives'])
    await copyFile(path.join(shipped, `${table}.tsv`), path.join(folder, `${table}.tsv`))
  const mapping = readFileSync(path.join(shipped, 'mapping.yml'), 'utf8').replace(/^# yaml-language-server.*\n/, '')
  await writeFile(path.join(folder, 'mapping.yml'), numbered(mapping))
  await writeFile(path.join(folder, 'dataset.yml'), 'title: ICEWS-style rows\nlicense: CC0-1.0\nformat: table\n')
  await writeTable(path.join(folder, 'rows.tsv'), rows)
  return folder
}

/** Writes the rows alone, in place of those that are there. */
export async function writeTable(file: string, { rows, seed, sample, changed }: Rows): Promise<void> {
  const row = sample === undefined ? invented(seed) : repeated(sample)
  const out = createWriteStream(file)
  for (let from = 1; from <= rows; from += 5_000) {
    const lines: string[] = []
    for (let number = from; number < from + 5_000 && number <= rows; number++)
      lines.push([number, ...row(number, changed?.(number) ?? false)].join('\t'))
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}
