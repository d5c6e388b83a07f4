import { csv } from './csv.ts';
import { cyclonedx } from './cyclonedx.ts';
import { json } from './json.ts';
import { jsonLines } from './json-lines.ts';
import { spdx } from './spdx.ts';
import { spdx3 } from './spdx3.ts';
import type { InventoryFormat } from './types.ts';

/** Every way in which inventories are read. The first that recognises a file takes it: the last takes whatever is left. */
export const INVENTORY_FORMATS: readonly InventoryFormat[] = [cyclonedx, spdx3, spdx, jsonLines, json, csv];
