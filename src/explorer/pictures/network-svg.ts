import { outline } from './shapes'
import type { Place } from './layout'
import type { Handlers, Renderer } from './network-renderer'
import { boundsOf, sceneOf, scaleOf, shrinkOf, type Bounds, type Model, type Scene } from './network-scene'

const svg = 'http://www.w3.org/2000/svg'

export function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS(svg, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value))
  if (text !== undefined) made.textContent = text
  return made
}

const round = (value: number) => Math.round(value * 10) / 10

/** Shapes and lines, for browsers without WebGL and for a picture to take away. */
export function drawShapes({ marks, lines }: Scene): SVGElement[] {
  const drawn = lines.map(({ x1, y1, x2, y2, width, lit, faded }) =>
    element('line', {
      class: lit ? 'network-line lit' : faded ? 'network-line faded' : 'network-line',
      x1: round(x1),
      y1: round(y1),
      x2: round(x2),
      y2: round(y2),
      'stroke-width': round(width),
    }),
  )
  for (const { id, x, y, radius, shape, colour, faded } of marks) {
    const mark = element('path', {
      class: `network-mark ${colour.slice(2)}${faded ? ' faded' : ''}`,
      d: outline(shape, x, y, radius),
    })
    mark.dataset.id = id
    drawn.push(mark)
  }
  return drawn
}

/** What lies above the shapes: rings, and the names. */
export function drawLabels({ labels, rings }: Scene): SVGElement[] {
  return [
    ...rings.map(({ x, y, radius, focus }) =>
      element('circle', {
        class: focus ? 'network-ring focus' : 'network-ring',
        cx: round(x),
        cy: round(y),
        r: round(radius),
      }),
    ),
    ...labels.map(({ text, x, y, strong, ofTie }) =>
      element(
        'text',
        {
          class: `network-label${strong ? ' strong' : ''}${ofTie ? ' of-tie' : ''}`,
          x: round(x),
          // Programs that open the picture differ in what they take for the middle of a line, not in its baseline.
          y: round(y + 4),
          'text-anchor': 'middle',
        },
        text,
      ),
    ),
  ]
}

/** Draws with SVG, where there is no WebGL: the same picture, only slower to move when there is much of it. */
export function svgRenderer(container: HTMLElement, handlers: Handlers): Renderer {
  const canvas = element('svg', { class: 'network-shapes', 'aria-hidden': 'true' })
  container.append(canvas)
  let model: Model | undefined
  let places = new Map<string, Place>()
  let bounds: Bounds = boundsOf(places)
  let focus: string | null = null
  /** What is in the middle, and how much larger than when all of it is shown. */
  let view = { x: 0, y: 0, zoom: 1 }
  let frame = 0

  const scale = () => scaleOf(bounds, container.clientWidth, container.clientHeight) * view.zoom
  const onScreen = (id: string) => {
    const place = places.get(id)
    if (!place || !model) return undefined
    const size = model.sizes.get(id)! * shrinkOf(bounds, container.clientWidth, container.clientHeight)
    return {
      x: container.clientWidth / 2 + (place.x - view.x) * scale(),
      y: container.clientHeight / 2 - (place.y - view.y) * scale(),
      radius: size * Math.sqrt(view.zoom),
    }
  }
  const draw = () => {
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => {
      if (!model) return
      const look = { focus, centre: [], width: 0, height: 0, measure: () => 0 }
      canvas.replaceChildren(...drawShapes(sceneOf(model, onScreen, look)))
      handlers.moved()
    })
  }
  const zoom = (factor: number) => {
    view = { ...view, zoom: Math.min(25, Math.max(0.4, view.zoom * factor)) }
    draw()
  }
  const middle = () => ({ x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 })

  const idAt = (event: Event) => (event.target as SVGElement).dataset?.id ?? null
  let from: { x: number; y: number; moved: boolean } | undefined
  canvas.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (from = { x, y, moved: false }))
  canvas.addEventListener('pointermove', (event) => {
    handlers.over(idAt(event))
    if (!from || event.buttons === 0) return
    const [dx, dy] = [event.clientX - from.x, event.clientY - from.y]
    if (!from.moved && Math.hypot(dx, dy) < 4) return
    from = { x: event.clientX, y: event.clientY, moved: true }
    view = { ...view, x: view.x - dx / scale(), y: view.y + dy / scale() }
    draw()
  })
  canvas.addEventListener('pointerleave', () => handlers.over(null))
  canvas.addEventListener('click', (event) => {
    if (!from?.moved) handlers.press(idAt(event))
    from = undefined
  })
  canvas.addEventListener('dblclick', (event) => {
    const id = idAt(event)
    if (id !== null) handlers.pressTwice(id)
  })
  canvas.addEventListener('wheel', (event) => {
    event.preventDefault()
    zoom(event.deltaY < 0 ? 1.25 : 0.8)
  })
  const observer = new ResizeObserver(draw)
  observer.observe(container)

  return {
    show(next, where) {
      model = next
      places = where
      bounds = boundsOf(where)
      if (view.zoom === 1) view = { ...view, ...middle() }
    },
    paint(next) {
      focus = next
      draw()
    },
    onScreen,
    zoom,
    reset() {
      view = { ...middle(), zoom: 1 }
      draw()
    },
    follow(id) {
      const at = onScreen(id)
      const [width, height] = [container.clientWidth, container.clientHeight]
      if (!at || (at.x > 40 && at.y > 30 && at.x < width - 40 && at.y < height - 30)) return
      view = { ...view, ...places.get(id)! }
      draw()
    },
    close() {
      cancelAnimationFrame(frame)
      observer.disconnect()
      canvas.remove()
    },
  }
}
