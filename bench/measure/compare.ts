/** What stands at the end of a way through an answer: names and places of lists, `*` for all of one. A name goes through lists by itself. */
export function shown(answer: unknown, way: string): string[] {
  let found: unknown[] = [answer]
  for (const step of way.split('.')) {
    found = found.flatMap((value): unknown[] => {
      if (value === null || value === undefined) return []
      if (step === '*') return value as unknown[]
      if (/^\d+$/.test(step)) return [(value as unknown[])[Number(step)]]
      const all = Array.isArray(value) ? (value.flat(9) as unknown[]) : [value]
      return all.map((each) => (each as Record<string, unknown> | null)?.[step])
    })
  }
  return found
    .flat(9)
    .filter((value) => value !== null && value !== undefined)
    .map((value) => (typeof value === 'number' ? String(Math.round(value * 1e4) / 1e4) : String(value)))
}

/** What differs between two answers to the same question, in words; undefined where nothing does. */
export function difference(ours: unknown, theirs: unknown, ways: string[], theirWays: string[]): string | undefined {
  for (const [at, way] of ways.entries()) {
    const theirWay = theirWays[at]
    if (!way || !theirWay) continue
    const [one, other] = [shown(ours, way), shown(theirs, theirWay)]
    // The first tells the order of the list; what hangs on its entries comes in an order of each peer's own.
    if (at > 0) [one, other].forEach((list) => list.sort())
    const place = Array.from({ length: Math.max(one.length, other.length) }, (_, each) => each).find(
      (each) => one[each] !== other[each],
    )
    if (place !== undefined)
      return `${way}: ${one.length} values and ${other.length}; number ${place} is ${one[place] ?? 'absent'} and ${other[place] ?? 'absent'}`
  }
  return undefined
}
