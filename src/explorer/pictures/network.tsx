import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Column } from '../parts/List'
import { Link } from '../routes'
import { count as sayCount } from '../words'
import { layOut, type Place } from './layout'
import type { Handlers, Renderer } from './network-renderer'
import { modelOf, sceneOf, shortened, type Model } from './network-scene'
import { drawLabels, drawShapes, element, svgRenderer } from './network-svg'
import { Picture, type Operation } from './Picture'
import { colourOf, measurer, useCalm, useDark } from './screen'
import { inOrder, lookOf, outline } from './shapes'

export interface NetworkNode {
  id: string
  label: string
  /** The name of its type in the API. */
  kind: string
  href: string
  /** Whether its own ties were asked for. */
  expanded?: boolean
}

export interface NetworkTie {
  id: string
  from: string
  to: string
  /** Such as PARTICIPATED_IN. */
  kind: string
  label: string
  date?: { text: string; first: string | null; last: string | null } | null
  href?: string
}

export interface NetworkProps {
  centre: string[]
  nodes: NetworkNode[]
  ties: NetworkTie[]
  onExpand: (id: string) => void
  onOpen: (href: string) => void
  busy?: boolean
  title: string
  operation?: Operation
}

const font = (weight: number) => `${weight} 12px system-ui, sans-serif`

/** A network of things and their ties, to walk through with pointer or keys. */
export function Network({
  centre,
  nodes,
  ties,
  onExpand,
  onOpen,
  busy = false,
  title,
  operation,
}: NetworkProps): ReactNode {
  const stage = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const overlay = useRef<SVGSVGElement>(null)
  const renderer = useRef<Renderer>(null)
  const places = useRef(new Map<string, Place>())
  const [focus, setFocus] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [isPlain, setPlain] = useState(() => !hasWebgl())
  /** Counts the renderers made so far. */
  const [ready, setReady] = useState(0)
  const isDark = useDark()
  const isCalm = useCalm()

  const centreKey = centre.join(' ')
  const model = useMemo(() => modelOf(centreKey.split(' '), nodes, ties), [centreKey, nodes, ties])
  const measure = useMemo(() => measurer({ plain: font(400), strong: font(600) }), [])
  const focused = focus !== null && model.nodes.has(focus) ? focus : null
  const looked = focused ?? over
  // What the handlers of a renderer, which outlive a rendering, must see as it is now.
  const now = useRef({ model, focused, looked, centre, onExpand, onOpen })
  useEffect(() => {
    now.current = { model, focused, looked, centre, onExpand, onOpen }
  })

  const scene = useCallback(() => {
    const [width, height] = [stage.current?.clientWidth ?? 0, stage.current?.clientHeight ?? 0]
    const { model, looked, centre } = now.current
    return sceneOf(model, (id) => renderer.current?.onScreen(id), { focus: looked, centre, width, height, measure })
  }, [measure])

  useEffect(() => {
    const handlers: Handlers = {
      moved: () => overlay.current?.replaceChildren(...drawLabels(scene())),
      over: setOver,
      press: setFocus,
      pressTwice: (id) => now.current.onExpand(id),
    }
    let isGone = false
    const begin = async () => {
      const container = canvas.current!
      const colours = colourOf(container)
      let made: Renderer
      try {
        if (isPlain) made = svgRenderer(container, handlers)
        else {
          const { webglRenderer } = await import('./network-webgl')
          if (isGone) return
          made = webglRenderer(container, handlers, colours)
        }
      } catch {
        if (!isGone) setPlain(true)
        return
      }
      renderer.current = made
      if (places.current.size > 0) made.show(now.current.model, places.current)
      made.paint(now.current.looked)
      setReady((before) => before + 1)
    }
    void begin()
    return () => {
      isGone = true
      renderer.current?.close()
      renderer.current = null
    }
  }, [isPlain, isDark, scene])

  useEffect(() => {
    if (ready === 0 || !stage.current) return
    const aspect = stage.current.clientWidth / Math.max(1, stage.current.clientHeight)
    const layout = layOut(model.sizes, model.bundles, places.current, now.current.centre, aspect)
    let frame = 0
    const show = () => {
      places.current = layout.places()
      renderer.current?.show(model, places.current)
      renderer.current?.paint(now.current.looked)
    }
    const step = () => {
      // Two at a time: the whole unfolding takes a quarter of a second.
      const isDone = layout.step() || layout.step()
      show()
      if (!isDone) frame = requestAnimationFrame(step)
    }
    if (isCalm) {
      while (!layout.step());
      show()
    } else step()
    return () => cancelAnimationFrame(frame)
  }, [model, isCalm, ready])

  useEffect(() => renderer.current?.paint(looked), [looked, ready])

  const go = (id: string | undefined) => {
    if (id === undefined) return
    setFocus(id)
    renderer.current?.follow(id)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const from = focused ?? model.ranked[0]
    if (from === undefined) return
    const act: Record<string, () => void> = {
      ArrowRight: () => go(towards(1, 0)),
      ArrowLeft: () => go(towards(-1, 0)),
      ArrowDown: () => go(towards(0, 1)),
      ArrowUp: () => go(towards(0, -1)),
      Home: () => go(model.ranked[0]),
      PageDown: () => go(inRank(1)),
      PageUp: () => go(inRank(-1)),
      Enter: () => onOpen(model.nodes.get(from)!.href),
      ' ': () => onExpand(from),
      e: () => onExpand(from),
      '+': () => renderer.current?.zoom(1.4, isCalm),
      '=': () => renderer.current?.zoom(1.4, isCalm),
      '-': () => renderer.current?.zoom(1 / 1.4, isCalm),
      '0': () => renderer.current?.reset(isCalm),
      Escape: () => setFocus(null),
    }
    const action = act[key]
    if (!action) return
    event.preventDefault()
    action()

    function inRank(by: number) {
      const at = focused === null ? -1 : model.ranked.indexOf(focused)
      return model.ranked[(at + by + model.ranked.length) % model.ranked.length]
    }
    /** The neighbour that lies most in a direction: near counts, and straight ahead counts more. */
    function towards(x: number, y: number) {
      if (focused === null) return from
      const here = renderer.current?.onScreen(focused)
      if (!here) return undefined
      const ahead = [...model.neighbours.get(focused)!.keys()].flatMap((id) => {
        const there = renderer.current?.onScreen(id)
        if (!there) return []
        const [dx, dy] = [there.x - here.x, there.y - here.y]
        const [along, aside] = [dx * x + dy * y, Math.abs(dx * y - dy * x)]
        return along > 0 && aside <= along * 2.5 ? [{ id, far: along + 2 * aside }] : []
      })
      return ahead.sort((a, b) => a.far - b.far)[0]?.id
    }
  }

  // Whoever scrolls past the picture scrolls the page; it takes wheel and finger once somebody is in it.
  useEffect(() => {
    const element = stage.current!
    const isIn = () => element.contains(document.activeElement)
    const wheel = (event: WheelEvent) => {
      if (!isIn() && !event.ctrlKey) event.stopPropagation()
    }
    const touch = (event: TouchEvent) => {
      if (!isIn() && event.touches.length === 1) event.stopPropagation()
    }
    element.addEventListener('wheel', wheel, { capture: true })
    element.addEventListener('touchstart', touch, { capture: true })
    return () => {
      element.removeEventListener('wheel', wheel, { capture: true })
      element.removeEventListener('touchstart', touch, { capture: true })
    }
  }, [])

  const kinds = inOrder(nodes.map(({ kind }) => kind))
  const drawing = () => {
    if (!renderer.current || !stage.current) return null
    const [width, height] = [stage.current.clientWidth, stage.current.clientHeight]
    const svg = element('svg', { class: 'network-drawing', width, height }) as SVGSVGElement
    const current = scene()
    svg.append(...drawShapes(current), ...drawLabels(current))
    stage.current.append(svg)
    return { svg, done: () => svg.remove() }
  }

  return (
    <Picture
      title={title}
      name="parley-network"
      rows={ties}
      columns={tieColumns(model)}
      keyOf={({ id }) => id}
      of={['tie', 'ties']}
      drawing={drawing}
      legend={kinds}
      operation={operation}
      intro={
        isPlain && nodes.length > 300
          ? 'This browser draws without WebGL, so a large network moves slowly here.'
          : undefined
      }
    >
      <div className="network">
        <div className="network-box" aria-busy={busy}>
          <div
            ref={stage}
            className="network-stage"
            tabIndex={0}
            role="application"
            aria-label={`${title}: ${sayCount(nodes.length, 'node')}, ${sayCount(ties.length, 'tie')}`}
            aria-describedby="network-keys"
            onKeyDown={onKeyDown}
          >
            <div ref={canvas} className="network-canvas" />
            <svg ref={overlay} className="network-overlay" aria-hidden="true" />
          </div>
          <div className="network-tools" role="group" aria-label="Zoom">
            <button type="button" onClick={() => renderer.current?.zoom(1.4, isCalm)} aria-label="Zoom in">
              +
            </button>
            <button type="button" onClick={() => renderer.current?.zoom(1 / 1.4, isCalm)} aria-label="Zoom out">
              −
            </button>
            <button
              type="button"
              onClick={() => renderer.current?.reset(isCalm)}
              aria-label="All: show the whole network"
            >
              All
            </button>
          </div>
          {busy && <p className="network-busy">Asking for more …</p>}
        </div>
        <Legend kinds={kinds} />
        <div className="network-card">
          {focused === null ? (
            <p className="faint" id="network-keys">
              Choose a node to see its ties; choose it twice to bring in more. With the keyboard: arrow keys walk along
              the ties, Page Down goes to the next node, Enter opens its page, Space brings in its ties, + and − zoom, 0
              shows all, Escape lets go.
            </p>
          ) : (
            <Card model={model} id={focused} onExpand={onExpand} onGo={go} busy={busy} />
          )}
        </div>
        <p className="unseen" role="status">
          {focused !== null && describe(model, focused)}
        </p>
      </div>
    </Picture>
  )
}

function Legend({ kinds }: { kinds: string[] }): ReactNode {
  return (
    <ul className="picture-legend" aria-label="What the shapes mean">
      {kinds.map((kind) => {
        const { shape, colour, one } = lookOf(kind)
        return (
          <li key={kind}>
            <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
              <path className={colour.slice(2)} d={outline(shape, 8, 8.5, 5.5)} />
            </svg>
            {one}
          </li>
        )
      })}
    </ul>
  )
}

/** How many ties a card names before it leaves the rest to the table. */
const tiesNamed = 12

function Card({
  model,
  id,
  onExpand,
  onGo,
  busy,
}: {
  model: Model
  id: string
  onExpand: (id: string) => void
  onGo: (id: string) => void
  busy: boolean
}): ReactNode {
  const node = model.nodes.get(id)!
  const ties = tiesOf(model, id)
  return (
    <>
      <p className="kind">{lookOf(node.kind).one}</p>
      <p className="network-name">
        <Link to={node.href}>
          <bdi>{node.label}</bdi>
        </Link>
      </p>
      <p>
        <button type="button" className="small" onClick={() => onExpand(id)} aria-disabled={busy || node.expanded}>
          {node.expanded ? 'Its ties are shown' : 'Bring in its ties'}
        </button>
      </p>
      <ul className="network-ties">
        {ties.slice(0, tiesNamed).map(({ tie, other, isFrom }) => (
          <li key={tie.id}>
            {isFrom && <span className="faint">{tie.label} </span>}
            <button type="button" className="plain" onClick={() => onGo(other.id)}>
              <bdi>{other.label}</bdi>
            </button>
            {!isFrom && <span className="faint"> {tie.label} it</span>}
            {tie.date && <span className="faint"> · {tie.date.text}</span>}
          </li>
        ))}
      </ul>
      {ties.length > tiesNamed && (
        <p className="faint">{sayCount(ties.length - tiesNamed, 'tie')} more in the table below.</p>
      )}
    </>
  )
}

function tiesOf(model: Model, id: string) {
  return [...(model.neighbours.get(id) ?? [])].flatMap(([otherId, { ties }]) =>
    ties.map((tie) => ({ tie, other: model.nodes.get(otherId)!, isFrom: tie.from === id })),
  )
}

/** What a reader who does not see the picture is told when another node comes into focus. */
function describe(model: Model, id: string): string {
  const node = model.nodes.get(id)!
  const ties = tiesOf(model, id)
  const named = ties
    .slice(0, 5)
    .map(({ tie, other, isFrom }) =>
      isFrom ? `${tie.label} ${shortened(other.label, 60)}` : `${shortened(other.label, 60)} ${tie.label} it`,
    )
  const rest = ties.length > named.length ? `; ${ties.length - named.length} more` : ''
  return `${node.label}, ${lookOf(node.kind).one}, ${sayCount(ties.length, 'tie')}: ${named.join('; ')}${rest}.`
}

function tieColumns(model: Model): Column<NetworkTie>[] {
  const end = (name: string, of: (tie: NetworkTie) => string): Column<NetworkTie> => ({
    name,
    text: (tie) => model.nodes.get(of(tie))?.label ?? of(tie),
    show: (tie) => {
      const node = model.nodes.get(of(tie))
      return node ? (
        <Link to={node.href}>
          <bdi>{node.label}</bdi>
        </Link>
      ) : (
        of(tie)
      )
    },
  })
  return [
    end('From', ({ from }) => from),
    {
      name: 'Tie',
      text: ({ label }) => label,
      show: ({ label, href }) => (href ? <Link to={href}>{label}</Link> : label),
    },
    end('To', ({ to }) => to),
    { name: 'When', text: ({ date }) => date?.text ?? '' },
  ]
}

function hasWebgl(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2')
    // Browsers allow a few contexts only: this one was for asking.
    context?.getExtension('WEBGL_lose_context')?.loseContext()
    return context !== null
  } catch {
    return false
  }
}

export default Network
