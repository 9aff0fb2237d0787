/** Numbers that look random and are the same for the same seed, on every machine: each thing of the graph has its own. */
export class Chance {
  private state: number

  constructor(...seed: (string | number)[]) {
    let hash = 0x811c9dc5
    for (const letter of seed.join('|')) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
    this.state = hash >>> 0
    for (let round = 0; round < 4; round++) this.next()
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    // A counter stepped by an odd constant, its bits mixed by two multiplications.
    this.state = (this.state + 0x9e3779b9) >>> 0
    let mixed = this.state
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }

  happens(share: number): boolean {
    return this.next() < share
  }

  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1))
  }

  pick<Thing>(things: readonly Thing[]): Thing {
    return things[Math.floor(this.next() * things.length)]!
  }

  /** One of the names, as often as its weight says. */
  among<Name extends string>(weights: Record<Name, number>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) if ((left -= weight) < 0) return name
    return entries.at(-1)![0]
  }
}

/** Ranks from 0 on, the one of rank r as often as 1 / (r + 1) ^ `exponent` says: few have very much, most have little. */
export class Zipf {
  private readonly sums: Float64Array

  constructor(
    readonly size: number,
    exponent = 1,
  ) {
    this.sums = new Float64Array(size)
    let sum = 0
    for (let rank = 0; rank < size; rank++) this.sums[rank] = sum += 1 / (rank + 1) ** exponent
  }

  /** How much of the whole falls to a rank. */
  share(rank: number): number {
    return (this.sums[rank]! - (rank > 0 ? this.sums[rank - 1]! : 0)) / this.sums.at(-1)!
  }

  draw(chance: Chance): number {
    const wanted = chance.next() * this.sums.at(-1)!
    let low = 0
    let high = this.size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.sums[middle]! > wanted) high = middle
      else low = middle + 1
    }
    return low
  }
}
