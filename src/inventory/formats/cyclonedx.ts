import { dayIn } from '../day-in.ts';
import { type JsonRecord, recordOf, recordsOf, textOf } from '../json-access.ts';
import { assetsOfParts, type Part } from '../parts.ts';
import { unreadable } from '../unreadable.ts';
import type { InventoryFormat } from './types.ts';

/** CycloneDX as JSON, 1.4 to 1.6 (ECMA-424), with components within components. */
export const cyclonedx: InventoryFormat = {
  id: 'cyclonedx',
  recognises: ({ document }) => recordOf(document).bomFormat === 'CycloneDX',
  async *read({ document, host }) {
    const bom = recordOf(document);
    const metadata = recordOf(bom.metadata);
    const whole = partOf(recordOf(metadata.component), 0, []);
    const serial = textOf(bom.serialNumber);
    const day = dayIn(metadata.timestamp);
    const parts = [...partsIn([...recordsOf(recordOf(metadata.component).components), ...recordsOf(bom.components)])];
    if (parts.length === 0 && whole === undefined) {
      throw unreadable('This CycloneDX document names no component, so there is nothing to import.');
    }
    yield* assetsOfParts(
      { parts, ...(whole && { whole }), ...(serial !== undefined && { serial }), ...(day !== undefined && { day }) },
      host,
    );
  },
};

/** Types that are no software, firmware or device (CycloneDX 1.6, component type). */
const NO_PRODUCT: ReadonlySet<string> = new Set(['file', 'data', 'cryptographic-asset', 'machine-learning-model']);
const DEEPEST = 50;

/** Without recursion, since documents come from strangers. */
function* partsIn(components: readonly JsonRecord[]): Generator<Part> {
  const open = components.map((component) => ({ component, within: [] as readonly string[] })).reverse();
  for (let number = 1; ; number += 1) {
    const next = open.pop();
    if (next === undefined) return;
    const { component, within } = next;
    const part = partOf(component, number, within);
    const isLeftOut = NO_PRODUCT.has(textOf(component.type) ?? '') || component.scope === 'excluded';
    if (part !== undefined && !isLeftOut) yield part;
    if (within.length >= DEEPEST) continue;
    const inside = part === undefined ? within : [...within, part.name];
    for (const child of recordsOf(component.components).reverse()) open.push({ component: child, within: inside });
  }
}

function partOf(component: JsonRecord, number: number, within: readonly string[]): Part | undefined {
  const name = textOf(component.name);
  if (name === undefined) return undefined;
  const group = textOf(component.group);
  const version = textOf(component.version);
  const vendor =
    textOf(recordOf(component.supplier).name) ??
    textOf(recordOf(component.manufacturer).name) ??
    textOf(component.publisher);
  const cpe = textOf(component.cpe);
  const purl = textOf(component.purl);
  return {
    number,
    // A scope of npm is a part of the name; a group of Java is not.
    name: group?.startsWith('@') ? `${group}/${name}` : name,
    within,
    ...(version !== undefined && { version }),
    ...(vendor !== undefined && { vendor }),
    ...(cpe !== undefined && { cpe }),
    ...(purl !== undefined && { purl }),
  };
}
