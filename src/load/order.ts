import { interval } from '../model/PartialDate.js'
import { Problem } from '../problem.js'
import { type Findings, shown } from './value.js'
import type { Table, Tree } from './yaml.js'

/** Fields that begin and end one and the same span, wherever both stand: an end does not lie before its start. */
export const spans: [start: string, end: string][] = [
  ['from', 'to'],
  ['startedOn', 'endedOn'],
  ['existedFrom', 'existedTo'],
  ['signedOn', 'endedOn'],
  ['inForceOn', 'endedOn'],
  ['inForceOn', 'withdrewOn'],
]

/** The one date of a field; nothing where sources differ, since then each may be wrong. */
function days(tree: Tree | undefined): [first: string, last: string] | undefined {
  if (tree?.kind === 'table') return days(tree.entries.get('value')?.value)
  if (tree?.kind !== 'scalar') return undefined
  try {
    return interval(tree.text)
  } catch (error) {
    // What is no date has been noted where it was read.
    if (error instanceof Problem) return undefined
    throw error
  }
}

/** Notes spans that end before they can have begun. */
export function checkOrder(table: Table | undefined, findings: Findings): void {
  for (const [from, to] of spans) {
    const end = table?.entries.get(to)?.value
    const began = days(table?.entries.get(from)?.value)
    const ended = days(end)
    if (!began || !ended || !end || ended[1] >= began[0]) continue
    const stated = end.kind === 'table' ? end.entries.get('value')!.value : end
    findings.add(stated.place, `${shown(stated)} lies before ${from}, ${began[0]}.`, 'Correct one of the two.')
  }
}

/** Relationships in which nothing can lead back to itself. */
const acyclic = new Set(['BROADER', 'BELONGS_TO', 'PART_OF', 'FOLLOWED', 'AMENDS', 'REPLACES', 'MODELLED_ON'])

/** A stated relationship, with what is needed to say where it stands. */
interface Stated {
  type: string
  from: string
  to: string
  tree: Pick<Tree, 'place'>
}

/** Notes circles of relationships that must not have any, each at the last of its lines. Chains can be as long as they like. */
export function checkCycles(stated: Stated[], findings: Findings): void {
  for (const type of acyclic) {
    const left = inCircles(stated.filter((one) => one.type === type))
    const seen = new Set<string>()
    for (const start of left.keys()) {
      const path: Stated[] = []
      for (let at = start; !seen.has(at); at = path.at(-1)!.to) {
        seen.add(at)
        path.push(left.get(at)!)
      }
      const circle = path.slice(path.findIndex(({ from }) => from === path.at(-1)?.to))
      // A walk that met an earlier one has nothing new to say.
      if (path.length === 0 || circle[0]?.from !== path.at(-1)?.to) continue
      const { tree } = circle.reduce((last, one) =>
        (one.tree.place.line ?? 0) > (last.tree.place.line ?? 0) ? one : last,
      )
      const names = [...circle.map(({ from }) => from), circle[0]!.from].join(' → ')
      findings.add(tree.place, `${type} leads in a circle: ${names}.`, 'Take one of these out.')
    }
  }
}

/** Of each node from which no way ends, one relationship that goes on. Empty where there is no circle. */
function inCircles(stated: Stated[]): Map<string, Stated> {
  const out = new Map<string, Stated[]>()
  const back = new Map<string, string[]>()
  for (const one of stated) {
    out.set(one.from, [...(out.get(one.from) ?? []), one])
    back.set(one.to, [...(back.get(one.to) ?? []), one.from])
  }
  const open = new Map([...out].map(([from, ways]) => [from, ways.length]))
  // Takes away what leads nowhere, then what leads only there, until only circles and what leads into them is left.
  const ends = [...back.keys()].filter((node) => !open.has(node))
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) {
    for (const from of back.get(end) ?? []) {
      const ways = open.get(from)! - 1
      open.set(from, ways)
      if (ways === 0) ends.push(from)
    }
  }
  const left = [...out].filter(([from]) => open.get(from)! > 0)
  return new Map(left.map(([from, ways]) => [from, ways.find(({ to }) => (open.get(to) ?? 0) > 0)!]))
}
