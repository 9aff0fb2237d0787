import type { Place } from './layout'
import type { Model, OnScreen } from './network-scene'

/** What a renderer tells whoever uses it. */
export interface Handlers {
  /** Something is somewhere else than before. */
  moved: () => void
  over: (id: string | null) => void
  press: (id: string | null) => void
  pressTwice: (id: string) => void
}

/** Draws the shapes and lines of a network, and knows where on the screen they are. */
export interface Renderer {
  show(model: Model, places: Map<string, Place>): void
  /** Colours everything anew, with what is not near the focus faded. */
  paint(focus: string | null): void
  onScreen: OnScreen
  /** `calm`: at once, without a movement between. */
  zoom(factor: number, calm: boolean): void
  reset(calm: boolean): void
  /** Brings a node into view, if it is not. */
  follow(id: string): void
  close(): void
}
