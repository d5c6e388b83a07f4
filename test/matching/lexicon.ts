import type { Lexicon, OrganisationEntry, ProductEntry } from '../../src/domain/lexicon.ts';

function organisation(name: string, also: readonly string[] = [], formerly: readonly string[] = []): OrganisationEntry {
  return { name, also, formerly };
}

function product(
  vendor: string,
  name: string,
  also: readonly string[] = [],
  formerly: readonly string[] = [],
  kind: ProductEntry['kind'] = 'product',
): ProductEntry {
  return { vendor, name, also, formerly, kind };
}

/** A small lexicon: what the specs of matching need, and near names that must stay apart. */
export const LEXICON: Lexicon = {
  organisations: [
    organisation('ConnectWise', [], ['ScreenConnect Software']),
    organisation('Outcomes', [], ['Transaction Data Systems']),
    organisation('Fortinet'),
    organisation('Microsoft', ['Microsoft Corp']),
    organisation('Ivanti', [], ['MobileIron', 'LANDESK']),
    organisation('Example'),
    organisation('Ward Foundation'),
    organisation('Debian'),
    organisation('Siemens'),
    organisation('Siemens Healthineers', ['Siemens Healthcare']),
  ],
  products: [
    product('ConnectWise', 'ScreenConnect', ['ConnectWise ScreenConnect'], ['ConnectWise Control']),
    product('Outcomes', 'Rx30', ['Rx30 Pharmacy System']),
    product('Fortinet', 'FortiOS', ['FortiGate']),
    product('Fortinet', 'FortiProxy'),
    product('Example', 'WardOS', ['WardRouter', 'WardRouter 4000', 'WardRouter 4331', 'WardSwitch 9300']),
    product('Example', 'WardDesk', ['WardDesk CE']),
    { ...product('Example', 'Ward Flow', ['Example WF']), inInventories: ['Flow', 'Example FL'] },
    product('Example', 'WardGate ESR'),
    product('Example', 'WardGate'),
    product('Ward Foundation', 'wardhttpd'),
    product('Ivanti', 'Endpoint Manager', ['Ivanti EPM'], ['LANDESK Management Suite']),
    product('Ivanti', 'Endpoint Manager Mobile', ['EPMM'], ['MobileIron Core']),
    product('Microsoft', 'Windows 10', ['Win10'], [], 'platform'),
    product('Microsoft', 'Windows Server 2019', ['Win Srv 2019'], [], 'platform'),
  ],
  techniques: [],
  actors: [],
  regions: [],
  healthWords: [],
  wellKnownHosts: [],
  wellKnownRanges: [],
  sinkholes: [],
};
