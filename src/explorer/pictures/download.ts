import { save } from '../parts/table'
import { element } from './network-svg'
import { lookOf, outline } from './shapes'

/** What of a style a picture is seen by. In a file there is no style sheet: it becomes attributes. */
const seenBy = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
]
  .concat(['stroke-linejoin', 'opacity', 'paint-order', 'font-family', 'font-size', 'font-weight', 'font-style'])
  .concat(['text-anchor', 'stop-color', 'stop-opacity', 'visibility'])

const drawn = new Set(['path', 'line', 'rect', 'circle', 'polygon', 'polyline', 'text', 'tspan', 'g', 'svg', 'stop'])

export interface Caption {
  title: string
  /** The address of the view, and whose borders, names or numbers it shows. */
  source: string
  /** Kinds of nodes whose shapes the picture uses. */
  legend?: string[]
}

const margin = 20

/** The picture as a file of its own: styles written out, on paper of its own, with its title and where it is from. */
export function standalone(picture: SVGSVGElement, { title, source, legend = [] }: Caption): SVGSVGElement {
  const width = picture.clientWidth || Number(picture.getAttribute('width'))
  const height = picture.clientHeight || Number(picture.getAttribute('height'))
  const style = getComputedStyle(picture)
  const [paper, ink, soft] = ['--picture-paper', '--picture-ink', '--picture-soft'].map((name) =>
    style.getPropertyValue(name).trim(),
  )
  const titleLines = folded(title, width / 9)
  const sourceLines = folded(source, width / 6)
  const top = margin + titleLines.length * 22 + 10
  const legendRows = rowsOf(legend, width)
  const bottom = legendRows.length * 22 + sourceLines.length * 16 + margin + 8

  const whole = element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    width: width + 2 * margin,
    height: height + top + bottom,
    viewBox: `0 0 ${width + 2 * margin} ${height + top + bottom}`,
    'font-family': style.fontFamily,
  }) as SVGSVGElement
  const text = (line: string, x: number, y: number, size: number, fill: string, weight = 400) =>
    whole.append(element('text', { x, y, fill, 'font-size': size, 'font-weight': weight }, line))
  whole.append(element('title', {}, title))
  whole.append(element('rect', { width: '100%', height: '100%', fill: paper! }))
  for (const [at, line] of titleLines.entries()) text(line, margin, margin + 14 + at * 22, 17, ink!, 600)

  const inside = inlined(picture)
  for (const name of ['class', 'style', 'role', 'tabindex', 'id']) inside.removeAttribute(name)
  for (const [name, value] of Object.entries({ x: margin, y: top, width, height, overflow: 'hidden' })) {
    inside.setAttribute(name, String(value))
  }
  whole.append(inside)

  for (const [row, kinds] of legendRows.entries()) {
    const y = top + height + 18 + row * 22
    for (const { kind, x } of kinds) {
      const { shape, colour, one } = lookOf(kind)
      const fill = style.getPropertyValue(colour).trim()
      whole.append(element('path', { d: outline(shape, margin + x + 7, y - 4, 5.5), fill }))
      text(one, margin + x + 18, y, 12, ink!)
    }
  }
  const below = top + height + legendRows.length * 22 + 20
  for (const [at, line] of sourceLines.entries()) text(line, margin, below + at * 16, 11, soft!)
  return whole
}

export function textOf(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`
}

/** Twice as many pixels as the page has, so that it can be printed. */
const density = 2

async function pngOf(svg: SVGSVGElement): Promise<Blob> {
  const [width, height] = ['width', 'height'].map((name) => Number(svg.getAttribute(name)))
  const address = URL.createObjectURL(new Blob([textOf(svg)], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = address
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width! * density
    canvas.height = height! * density
    const context = canvas.getContext('2d')!
    context.scale(density, density)
    context.drawImage(image, 0, 0, width!, height!)
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser made no PNG.'))), 'image/png'),
    )
  } finally {
    URL.revokeObjectURL(address)
  }
}

/** Saves a picture that is in the page as it looks now. */
export async function savePicture(picture: SVGSVGElement, caption: Caption, name: string, type: 'svg' | 'png') {
  const whole = standalone(picture, caption)
  if (type === 'svg') save(`${name}.svg`, 'image/svg+xml', textOf(whole))
  else save(`${name}.png`, 'image/png', await pngOf(whole))
}

function inlined(from: Element): Element {
  const copy = from.cloneNode(true) as Element
  const originals = [from, ...from.querySelectorAll('*')]
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [at, original] of originals.entries()) {
    const one = copies[at]!
    // A link of the page leads nowhere from a file; what it holds stays.
    if (original.localName === 'a') for (const name of ['href', 'tabindex', 'aria-label']) one.removeAttribute(name)
    one.removeAttribute('class')
    one.removeAttribute('style')
    if (!drawn.has(original.localName)) continue
    const style = getComputedStyle(original)
    for (const property of seenBy) {
      const value = style.getPropertyValue(property)
      if (value !== '' && value !== standard[property]) one.setAttribute(property, value)
      else one.removeAttribute(property)
    }
  }
  for (const unseen of copy.querySelectorAll('style, script, foreignObject, .unseen')) unseen.remove()
  return copy
}

const standard: Record<string, string> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  opacity: '1',
  'paint-order': 'normal',
  'font-style': 'normal',
  visibility: 'visible',
}

function folded(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text
    .split(/\s+/)
    .flatMap((each) => each.match(new RegExp(`.{1,${Math.floor(letters)}}`, 'gu')) ?? [])) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function rowsOf(kinds: string[], width: number): { kind: string; x: number }[][] {
  const rows: { kind: string; x: number }[][] = []
  let x = Infinity
  for (const kind of kinds) {
    const room = 34 + lookOf(kind).one.length * 7
    if (x + room > width) {
      rows.push([])
      x = 0
    }
    rows.at(-1)!.push({ kind, x })
    x += room
  }
  return rows
}
