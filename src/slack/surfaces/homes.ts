import type { types } from '@slack/bolt';
import { isInTrouble } from '../../domain/source-condition.ts';
import type { Watchlist } from '../../domain/watch.ts';
import type { HomeCase, HomeView } from '../../ports/home-office.ts';
import { homeTab, noticeHome } from '../blocks/home-tab.ts';
import { mention, mrkdwn } from '../blocks/safe-text.ts';
import { answerSamples } from './answer-samples.ts';
import type { Surface } from './surface.ts';

/** The home tab: of somebody with cases, of somebody whom nothing concerns, and of who has no role. */
export const HOME_SURFACES: readonly Surface[] = (['ordinary', 'maximal'] as const).flatMap((form) =>
  Object.entries(drawAll(form)).map(([name, payload]): Surface => ({ surface: 'home', name, form, payload })),
);

function drawAll(form: Surface['form']): Readonly<Record<string, types.HomeView>> {
  const asked = mrkdwn`This needs the role "viewer". Ask to be added, or ask one of these to do it: ${mention('S0EXAMPLE1')}`;
  return {
    home: homeTab(homeView(form), form === 'ordinary' ? 'AMBER+STRICT' : 'AMBER'),
    'home-quiet': homeTab(quietHome(), 'AMBER'),
    'home-no-role': noticeHome(asked),
  };
}

function quietHome(): HomeView {
  return {
    cases: { shown: [], total: 0 },
    openCases: { P1: 0, P2: 0, P3: 0, P4: 0, INFO: 0 },
    watchlists: { own: [], others: [] },
    staleAssets: [],
    troubledSources: [],
    rematch: [],
  };
}

/** A made-up home of a few things, or of as many and as long as can be. */
export function homeView(form: Surface['form']): HomeView {
  const { status, sources, affected, page } = answerSamples(form);
  const names = affected.assets.map(({ asset }) => asset.id);
  const cases = page.lines.map(
    (line, index): HomeCase => ({
      caseId: `C-${form === 'ordinary' ? index + 1 : 999_999_990 + index}`,
      priority: index === 0 ? 'P1' : 'P3',
      title: line.title,
      tlp: line.tlp,
      status: index === 0 ? 'open' : 'acknowledged',
      ageDays: 3,
      due: { day: '2024-02-25', daysLeft: index - 1 },
      version: index,
      isAssigned: index !== 0,
      assets: index === 1 ? [] : names,
    }),
  );
  return {
    cases: { shown: cases, total: form === 'ordinary' ? cases.length : 200 },
    openCases: status.openCases,
    watchlists: { own: [watchlist('imaging', names)], others: names.map((name) => watchlist(name, [])) },
    staleAssets: affected.assets.map(({ asset }) => ({
      id: asset.id,
      product: asset.product,
      version: asset.version ?? '19.2.24',
      ...(asset.id.endsWith('0') && { confirmedAt: '2022-11-03' }),
    })),
    troubledSources: sources.filter(isInTrouble),
    rematch: status.rematch,
  };
}

function watchlist(name: string, keywords: readonly string[]): Watchlist {
  return {
    ...{ name, version: 1, vendors: [], suppliers: [], sites: [], keywords, exclusions: [], from: 'P3' },
    products: [{ vendor: 'Example Imaging', product: 'Example Remote Desk' }],
    channel: 'C0EXAMPLE1',
    expiresOn: '2025-02-22',
  };
}
