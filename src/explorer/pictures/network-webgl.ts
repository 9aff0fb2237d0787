import { UndirectedGraph } from 'graphology'
import Sigma from 'sigma'
import { NodeProgram } from 'sigma/rendering'
import type { NodeDisplayData, RenderParams } from 'sigma/types'
import { floatColor } from 'sigma/utils'
import type { Place } from './layout'
import { boundsOf, isNear, shrinkOf, type Model } from './network-scene'
import type { Handlers, Renderer } from './network-renderer'
import { lookOf, type Shape } from './shapes'

const { UNSIGNED_BYTE, FLOAT, TRIANGLES } = WebGLRenderingContext
const uniforms = ['u_sizeRatio', 'u_correctionRatio', 'u_matrix'] as const

interface Node extends Partial<NodeDisplayData> {
  shape?: Shape
}

/** Sigma has discs only. This draws any shape of shapes.ts: how far its outline is from the centre depends on the angle. */
class ShapeProgram extends NodeProgram<(typeof uniforms)[number], Node> {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: `
        attribute vec4 a_id;
        attribute vec4 a_color;
        attribute vec2 a_position;
        attribute float a_size;
        attribute vec3 a_shape;
        attribute float a_angle;
        uniform mat3 u_matrix;
        uniform float u_sizeRatio;
        uniform float u_correctionRatio;
        varying vec4 v_color;
        varying vec2 v_diffVector;
        varying float v_radius;
        varying vec3 v_shape;
        void main() {
          float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
          v_diffVector = size * vec2(cos(a_angle), sin(a_angle));
          gl_Position = vec4((u_matrix * vec3(a_position + v_diffVector, 1)).xy, 0, 1);
          v_radius = size / 2.0;
          v_shape = a_shape;
          #ifdef PICKING_MODE
          v_color = a_id;
          #else
          v_color = a_color;
          #endif
          v_color.a *= 255.0 / 254.0;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision highp float;
        varying vec4 v_color;
        varying vec2 v_diffVector;
        varying float v_radius;
        varying vec3 v_shape;
        uniform float u_correctionRatio;
        void main(void) {
          float side = 3.14159265 / v_shape.x;
          float angle = atan(v_diffVector.y, v_diffVector.x) - v_shape.z;
          float off = abs(mod(angle + side, 2.0 * side) - side);
          vec2 middle = v_shape.y * vec2(cos(side), sin(side));
          float outline = middle.y / (cos(off) * middle.y + sin(off) * (1.0 - middle.x));
          float border = u_correctionRatio * 2.0;
          float beyond = length(v_diffVector) - v_radius * outline + border;
          #ifdef PICKING_MODE
          gl_FragColor = beyond > border ? vec4(0.0) : v_color;
          #else
          gl_FragColor = mix(v_color, vec4(0.0), clamp(beyond / border, 0.0, 1.0));
          #endif
        }`,
      METHOD: TRIANGLES,
      UNIFORMS: uniforms,
      ATTRIBUTES: [
        { name: 'a_position', size: 2, type: FLOAT },
        { name: 'a_size', size: 1, type: FLOAT },
        { name: 'a_shape', size: 3, type: FLOAT },
        { name: 'a_color', size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: 'a_id', size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: 'a_angle', size: 1, type: FLOAT }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    }
  }

  processVisibleItem(index: number, start: number, data: NodeDisplayData & Node): void {
    const { corners, inner, turn, scale } = data.shape!
    const values = [data.x, data.y, data.size * scale, corners, inner, turn, floatColor(data.color), index]
    this.array.set(values, start)
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: Parameters<NodeProgram['setUniforms']>[1]): void {
    gl.uniform1f(uniformLocations.u_correctionRatio!, params.correctionRatio)
    gl.uniform1f(uniformLocations.u_sizeRatio!, params.sizeRatio)
    gl.uniformMatrix3fv(uniformLocations.u_matrix!, false, params.matrix)
  }
}

/** Draws with sigma, whose hundreds of shapes move with the pointer without a stutter. Throws where there is no WebGL. */
export function webglRenderer(
  container: HTMLElement,
  handlers: Handlers,
  colours: (property: string) => string,
): Renderer {
  const graph = new UndirectedGraph<Node>()
  const sigma = new Sigma<Node>(graph, container, {
    nodeProgramClasses: { shape: ShapeProgram },
    defaultNodeType: 'shape',
    renderLabels: false,
    // The ring round what the pointer is on, and all names, are drawn above, the same for both renderers.
    defaultDrawNodeHover: () => undefined,
    allowInvalidContainer: true,
    stagePadding: 46,
    minCameraRatio: 0.04,
    maxCameraRatio: 2.5,
    zIndex: true,
    minEdgeThickness: 1.6,
  })
  let model: Model | undefined
  let places = new Map<string, Place>()
  let shrink = 1

  sigma.on('afterRender', handlers.moved)
  sigma.on('enterNode', ({ node }) => handlers.over(node))
  sigma.on('leaveNode', () => handlers.over(null))
  sigma.on('clickNode', ({ node }) => handlers.press(node))
  sigma.on('clickStage', () => handlers.press(null))
  sigma.on('doubleClickNode', (event) => {
    event.preventSigmaDefault()
    handlers.pressTwice(event.node)
  })
  const observer = new ResizeObserver(() => {
    fit()
    sigma.resize()
    sigma.scheduleRefresh()
  })
  observer.observe(container)

  function fit(): void {
    const bounds = boundsOf(places)
    shrink = shrinkOf(bounds, container.clientWidth, container.clientHeight)
    sigma.setCustomBBox({ x: [bounds.left, bounds.right], y: [bounds.top, bounds.bottom] })
    if (!model) return
    for (const id of graph.nodes()) graph.setNodeAttribute(id, 'size', model.sizes.get(id)! * shrink)
  }

  return {
    show(next, where) {
      model = next
      places = where
      for (const edge of graph.edges()) graph.dropEdge(edge)
      for (const id of graph.nodes()) if (!next.nodes.has(id)) graph.dropNode(id)
      for (const [id, node] of next.nodes) graph.mergeNode(id, { ...where.get(id)!, shape: lookOf(node.kind).shape })
      for (const { a, b, weight } of next.bundles) graph.addEdge(a, b, { size: 0.6 + Math.min(4, weight) })
      fit()
    },
    paint(focus) {
      if (!model) return
      const paper = colours('--picture-paper')
      for (const [at, id] of model.ranked.entries()) {
        const colour = colours(lookOf(model.nodes.get(id)!.kind).colour)
        const isLit = isNear(model, focus, id)
        graph.mergeNodeAttributes(id, {
          color: isLit ? colour : mixed(colour, paper, 0.82),
          zIndex: isLit ? 1e6 - at : -at,
        })
      }
      graph.forEachEdge((edge, _attributes, a, b) => {
        const isLit = focus !== null && (a === focus || b === focus)
        const colour = colours(isLit ? '--picture-line-lit' : '--picture-line')
        graph.mergeEdgeAttributes(edge, {
          color: focus === null || isLit ? colour : mixed(colour, paper, 0.6),
          zIndex: isLit ? 1 : 0,
        })
      })
      sigma.scheduleRefresh()
    },
    onScreen(id) {
      const data = graph.hasNode(id) ? sigma.getNodeDisplayData(id) : undefined
      return data && { ...sigma.framedGraphToViewport(data), radius: sigma.scaleSize(data.size) }
    },
    zoom(factor, calm) {
      const camera = sigma.getCamera()
      const ratio = camera.getBoundedRatio(camera.ratio / factor)
      if (calm) camera.setState({ ratio })
      else void camera.animate({ ratio }, { duration: 160 })
    },
    reset(calm) {
      if (calm) sigma.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 })
      else void sigma.getCamera().animatedReset({ duration: 200 })
    },
    follow(id) {
      const at = graph.hasNode(id) ? sigma.getNodeDisplayData(id) : undefined
      if (!at) return
      const { x, y } = sigma.framedGraphToViewport(at)
      const [width, height] = [container.clientWidth, container.clientHeight]
      if (x > 40 && y > 30 && x < width - 40 && y < height - 30) return
      sigma.getCamera().setState({ x: at.x, y: at.y })
    },
    close() {
      observer.disconnect()
      sigma.kill()
    },
  }
}

/** A colour with some of another in it, both as `#rrggbb`. */
function mixed(colour: string, other: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [one, two] = [colour, other].map((text) => parseInt(text.slice(at, at + 2), 16))
    return Math.round(one! * (1 - share) + two! * share)
      .toString(16)
      .padStart(2, '0')
  })
  return `#${parts.join('')}`
}
