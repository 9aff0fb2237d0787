import { geoArea, geoCentroid, geoEqualEarth, geoPath, type GeoProjection } from 'd3-geo'
import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { feature } from 'topojson-client'
import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Column } from '../parts/List'
import { Link } from '../routes'
import { capital, sayNumber } from '../words'
import { shortened } from './network-scene'
import { Picture, type Operation } from './Picture'
import { measurer, useWidth } from './screen'
import atlas from './atlas'

export interface MapValue {
  /** ISO 3166-1 alpha-2, or what stands for it. */
  code: string
  /** ISO 3166-1 numeric, by which the atlas knows its countries. */
  numeric?: string
  name: string
  value: number
  href: string
}

export interface WorldMapProps {
  of?: { code: string; name: string; numeric?: string }
  values: MapValue[]
  /** What is counted, one and many are the same word here: “dealings”. */
  unit: string
  title: string
  onOpen: (href: string) => void
  operation?: Operation
}

type Land = Feature<Geometry, { name: string }>

/** Parts of the world to look at more closely, as the corners of what is shown: west, south, east, north. */
const views = {
  World: null,
  Africa: [-20, -36, 54, 38],
  Americas: [-128, -56, -34, 62],
  Asia: [30, -11, 148, 56],
  Europe: [-24, 34, 46, 70],
  Oceania: [110, -48, 180, 6],
} as const
type View = keyof typeof views

const credit = 'Land and borders: Natural Earth, which shows who holds what, not who is right'

/** Countries by how much there is of something: as shades, with their numbers, the small ones as discs. */
export function WorldMap({ of, values, unit, title, onOpen, operation }: WorldMapProps): ReactNode {
  const [box, width] = useWidth<HTMLDivElement>()
  const svg = useRef<SVGSVGElement>(null)
  const [lands, setLands] = useState<Land[] | 'failed'>()
  const [view, setView] = useState<View>('World')
  const [current, setCurrent] = useState<string | null>(null)
  const measure = useMemo(
    () => measurer({ plain: '400 12px system-ui, sans-serif', strong: '600 12px system-ui, sans-serif' }),
    [],
  )

  useEffect(() => {
    let isGone = false
    atlas().then(
      (topology) => isGone || setLands(landsOf(topology)),
      () => isGone || setLands('failed'),
    )
    return () => {
      isGone = true
    }
  }, [])

  const height = Math.round(view === 'World' ? width * 0.49 : Math.min(width * 0.8, 620))
  const projection = useMemo(() => projectionOf(view, width, height), [view, width, height])
  const known = Array.isArray(lands) ? lands : []
  const drawn = useMemo(
    () => draw(known, values, of, projection, width, height, measure),
    [lands, values, of?.code, projection, width, height, measure],
  )
  const stop = drawn.places.some(({ value }) => value.code === current) ? current : drawn.places[0]?.value.code
  const classes = classesOf(values)

  const onKeyDown = (event: KeyboardEvent) => {
    const index = drawn.places.findIndex(({ value }) => value.code === stop)
    const steps: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = drawn.places[index + step]
    if (!next) return
    setCurrent(next.value.code)
    svg.current?.querySelector<SVGElement>(`[data-at="${index + step}"]`)?.focus()
  }
  const open = (href: string) => (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onOpen(href)
  }

  return (
    <Picture
      title={title}
      name="parley-map"
      rows={values}
      columns={columnsOf(unit)}
      keyOf={({ code }) => code}
      of={['country', 'countries']}
      drawing={() => svg.current && { svg: svg.current }}
      credit={credit}
      operation={operation}
    >
      <div className="picture-tools" role="group" aria-label="Part of the world">
        {(Object.keys(views) as View[]).map((name) => (
          <button key={name} type="button" className="small" aria-pressed={name === view} onClick={() => setView(name)}>
            {name}
          </button>
        ))}
      </div>
      <div ref={box} className="picture-box">
        {lands === 'failed' && <p className="empty">The map did not come. The table has all that it shows.</p>}
        {width > 0 && lands !== 'failed' && (
          <svg ref={svg} width={width} height={height} role="group" aria-label={title} onKeyDown={onKeyDown}>
            <defs>
              <pattern id="map-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect className="map-land" width="6" height="6" />
                <rect className="map-of" width="2.5" height="6" />
              </pattern>
            </defs>
            <path className="map-sphere" d={drawn.sphere} />
            <path className="map-land" d={drawn.land} />
            {drawn.of && <path className="map-home" fill="url(#map-hatch)" d={drawn.of} />}
            {drawn.lines.map(({ key, d }) => (
              <path key={key} className="map-line" d={d} />
            ))}
            {drawn.places.map(({ value, d, disc }, at) => (
              <a
                key={value.code}
                className="map-value"
                href={value.href}
                tabIndex={value.code === stop ? 0 : -1}
                data-at={at}
                aria-label={`${value.name}: ${sayNumber(value.value)} ${unit}`}
                onClick={open(value.href)}
                onFocus={() => setCurrent(value.code)}
              >
                <title>{`${value.name}: ${sayNumber(value.value)} ${unit}`}</title>
                <path className={`map-scale-${classOf(classes, value.value)}`} d={d} />
                {disc && (
                  <>
                    <circle className="map-target" cx={disc.x} cy={disc.y} r={12} fillOpacity={0} strokeOpacity={0} />
                    <circle className={`map-scale-${classOf(classes, value.value)}`} cx={disc.x} cy={disc.y} r={5.5} />
                  </>
                )}
              </a>
            ))}
            {drawn.labels.map(({ text, x, y, isOf }) => (
              <text
                key={text}
                className={isOf ? 'map-label of' : 'map-label'}
                x={x}
                y={y + 4}
                textAnchor="middle"
                aria-hidden="true"
              >
                {text}
              </text>
            ))}
          </svg>
        )}
      </div>
      <ul className="picture-legend" aria-label="What the shades mean">
        {of && (
          <li>
            <svg width="16" height="16" aria-hidden="true">
              <rect width="16" height="16" fill="url(#map-hatch)" />
            </svg>
            {of.name}
          </li>
        )}
        <li>{capital(unit)}:</li>
        {classes.map(({ from, to }, at) => (
          <li key={from}>
            <svg width="16" height="16" aria-hidden="true">
              <rect width="16" height="16" className={`map-scale-${classOf(classes, classes[at]!.to)}`} />
            </svg>
            {from === to ? sayNumber(from) : `${sayNumber(from)} to ${sayNumber(to)}`}
          </li>
        ))}
      </ul>
      <p className="picture-note">{credit}. Small countries are discs.</p>
      {drawn.missing.length > 0 && (
        <p className="picture-note">
          Not on the map:{' '}
          {drawn.missing.map(({ code, href, name, value }, at) => (
            <span key={code}>
              {at > 0 && ', '}
              <Link to={href}>
                <bdi>{name}</bdi>
              </Link>{' '}
              ({sayNumber(value)})
            </span>
          ))}
        </p>
      )}
    </Picture>
  )
}

function columnsOf(unit: string): Column<MapValue>[] {
  return [
    {
      name: 'Country',
      text: ({ name }) => name,
      show: ({ name, href }) => (
        <Link to={href}>
          <bdi>{name}</bdi>
        </Link>
      ),
    },
    { name: 'Code', text: ({ code }) => code },
    { name: capital(unit), text: ({ value }) => String(value), isNumber: true },
  ]
}

function landsOf(topology: Topology): Land[] {
  const countries = topology.objects.countries as GeometryCollection<{ name: string }>
  return (feature(topology, countries) as FeatureCollection<Geometry, { name: string }>).features
}

/** Natural Earth gives no number to whom ISO gives none: there the name has to do. */
function isLandOf(land: Land, { numeric, name, code }: { numeric?: string; name: string; code: string }): boolean {
  return land.id !== undefined && numeric !== undefined
    ? String(land.id).padStart(3, '0') === numeric.padStart(3, '0')
    : land.id === undefined && (land.properties.name === name || (code === 'XK' && land.properties.name === 'Kosovo'))
}

function projectionOf(view: View, width: number, height: number): GeoProjection {
  const projection = geoEqualEarth()
  if (width === 0) return projection
  const corners = views[view]
  if (!corners)
    return projection.fitExtent(
      [
        [4, 4],
        [width - 4, height - 4],
      ],
      { type: 'Sphere' },
    )
  const [west, south, east, north] = corners
  projection.rotate([-(west + east) / 2, 0])
  const edge = [0, 0.25, 0.5, 0.75, 1].flatMap((share) => {
    const [x, y] = [west + share * (east - west), south + share * (north - south)]
    return [
      [x, south],
      [x, north],
      [west, y],
      [east, y],
    ]
  })
  return projection
    .fitExtent(
      [
        [4, 4],
        [width - 4, height - 4],
      ],
      { type: 'MultiPoint', coordinates: edge },
    )
    .clipExtent([
      [0, 0],
      [width, height],
    ])
}

interface Class {
  from: number
  to: number
}

/** At most five shades: one for each number where there are few, else each reaching further than the one before. */
function classesOf(values: MapValue[]): Class[] {
  const numbers = [...new Set(values.map(({ value }) => value))].sort((a, b) => a - b)
  if (numbers.length <= 5) return numbers.map((each) => ({ from: each, to: each }))
  const [least, most] = [numbers[0]!, numbers.at(-1)!]
  const bounds = [1, 2, 3, 4].map((at) => Math.round(least * (most / Math.max(1, least)) ** (at / 5)))
  const ends = [...new Set([...bounds, most])].filter((end) => end >= least)
  return ends.map((to, at) => ({ from: at === 0 ? least : ends[at - 1]! + 1, to }))
}

function classOf(classes: Class[], value: number): number {
  const at = classes.findIndex(({ to }) => value <= to)
  // Few classes take the darker shades too, so that a single one is not the palest.
  return classes.length === 1 ? 3 : at + 1
}

function draw(
  lands: Land[],
  values: MapValue[],
  of: WorldMapProps['of'],
  projection: GeoProjection,
  width: number,
  height: number,
  measure: (text: string, strong: boolean) => number,
) {
  const path = geoPath(projection).digits(1)
  const home = of && lands.find((land) => isLandOf(land, of))
  const places: { value: MapValue; d: string; disc?: { x: number; y: number }; middle: [number, number] }[] = []
  const missing: MapValue[] = []
  const used = new Set<Land | undefined>([home])
  for (const value of values) {
    const land = lands.find((each) => isLandOf(each, value))
    if (!land || land === home) {
      if (lands.length > 0) missing.push(value)
      continue
    }
    used.add(land)
    const d = path(land) ?? ''
    const middle = path.centroid(mainlandOf(land))
    if (!Number.isFinite(middle[0]) || middle[0] < 0 || middle[0] > width || middle[1] < 0 || middle[1] > height) {
      if (d !== '') places.push({ value, d, middle: [-99, -99] })
      continue
    }
    const isSmall = path.area(land) < 40
    places.push({ value, d, middle, disc: isSmall ? { x: middle[0], y: middle[1] } : undefined })
  }
  const rest = lands.filter((land) => !used.has(land) && String(land.id) !== '010')
  const homeMiddle = home && path.centroid(mainlandOf(home))

  const labels: { text: string; x: number; y: number; isOf: boolean }[] = []
  const taken: { left: number; right: number; top: number; bottom: number }[] = []
  const name = (text: string, [x, y]: [number, number], isOf: boolean, always = false) => {
    const half = measure(text, isOf) / 2 + 3
    for (const off of isOf ? [15, -15] : [0, 13, -13]) {
      const label = { left: x - half, right: x + half, top: y + off - 7, bottom: y + off + 7 }
      if (label.left < 0 || label.right > width || label.top < 0 || label.bottom > height) continue
      if (
        !always &&
        taken.some(
          (each) =>
            each.left < label.right && label.left < each.right && each.top < label.bottom && label.top < each.bottom,
        )
      )
        continue
      taken.push(label)
      labels.push({ text, x, y: y + off, isOf })
      return
    }
  }
  if (of && homeMiddle && Number.isFinite(homeMiddle[0])) name(of.name, homeMiddle, true, true)
  for (const { value, middle, disc } of places.slice(0, 60)) {
    const at: [number, number] = disc ? [middle[0], middle[1] + 13] : middle
    name(`${shortened(value.name, 22)} ${sayNumber(value.value)}`, at, false)
  }
  const from = home && centreOf(home)
  const lines =
    from && places.length <= 25
      ? places.flatMap(({ value }) => {
          const land = lands.find((each) => isLandOf(each, value))
          const d = land && path({ type: 'LineString', coordinates: [from, centreOf(land)] })
          return d ? [{ key: value.code, d }] : []
        })
      : []
  return {
    sphere: path({ type: 'Sphere' }) ?? '',
    land: path({ type: 'FeatureCollection', features: rest }) ?? '',
    of: home ? (path(home) ?? '') : undefined,
    places,
    lines,
    labels,
    missing,
  }
}

/** The largest of the parts of a country, so that the name of France does not stand in the Atlantic. */
function mainlandOf({ geometry }: Land): Geometry {
  if (geometry.type !== 'MultiPolygon') return geometry
  const parts = geometry.coordinates.map((coordinates) => ({ type: 'Polygon' as const, coordinates }))
  const areas = new Map(parts.map((part) => [part, geoArea(part)]))
  return parts.reduce((a, b) => (areas.get(b)! > areas.get(a)! ? b : a))
}

const centreOf = (land: Land) => geoCentroid(mainlandOf(land))

export default WorldMap
