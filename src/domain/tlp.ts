/** Traffic Light Protocol 2.0 labels, from the widest audience to the narrowest (FIRST TLP 2.0). WHITE of TLP 1 is CLEAR. */
export const TLP_LABELS = ['CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED'] as const;

export type Tlp = (typeof TLP_LABELS)[number];
