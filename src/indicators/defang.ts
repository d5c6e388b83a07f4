import type { IndicatorType } from '../domain/indicator.ts';
import { indicatorKind } from './registry.ts';

/** A live indicator made safe to show: nothing a chat or mail client would turn into a link. Types that lead nowhere come back as they are. */
export function defang(type: IndicatorType, value: string): string {
  return indicatorKind(type)?.defang(value) ?? value;
}
