/** The written half of docs/detection.md: what counts as found. */
export const RULES = `## Protocol

A world is 70 or 92 days of about 22,800 attempts a day at 36 buildings of one to three campuses, paid in ten ways (channel × method × bank, three of four banks behind several channels), with seven categories of failures. Rates are multiplied together from category, half-hour, building, way to pay, day of the month, holiday, slow waves, and gamma noise that a campus (variance 0.04) or a channel (0.03) shares for an hour; balance failures rise to between 3.4 and 4.6 times in the last six days of a month. Incidents begin on the 17th day or later, last from 10 minutes to 3 hours (one in fourteen from one to two days), strike a building, a campus, a channel, a bank, a bank on a channel, a channel in a building, or everything at a meal, add at least twice the failures that happen anyway, and aim at 5–10, 10–20 or 20–90 failures with equal chance. One in five grows and fades. Every world holds surges of volume, closed buildings, holidays and two slow drifts as decoys.

Half of the test worlds break what a detector may assume:

| kind | what is different |
| --- | --- |
| hours | every building has its own hours of failing and of ordering |
| storms | payers hammer during network and timeout incidents, and three times a week for no reason: one order fails 8 to 19 times within two minutes |
| gaps | nine spells of up to nine hours are missing from the log, of one campus or of all |
| growth | every seventh building appears in the middle |
| renamed | from one day on, four in five failures carry another code of the same category |
| exams | two weeks of exams with later meals and fuller libraries |
| overlap | incidents run at the same time, some in the same category with one inside another |
| quiet | all decoys and no incident |

The seeds of the sets \`tune\`, \`calibrate\` and \`test\` have nothing in common. Nothing was chosen on \`test\`. The generator shares no code with \`payweather simulate\`, and the detector sees only what \`payweather ingest\` reads: the log, campuses, buildings and calendar. Only this report reads the truth.

## What counts as found

1. An alarm may be about an incident when it is of the same **category**, their **times** overlap, and of their **slices** one contains the other or both hold the same attempts (\`bank=BOC\` and \`channel=alipay, bank=BOC\` are the same where only Alipay has that bank).
2. An alarm that was raised **more than 30 minutes after the end** is not about it.
3. Pairs are made **one to one**, the best first: the same slice before another, then the larger share of slice × time in common, then the earlier alarm.
4. A further alarm about an incident that another found is a **duplicate**: it counts as an alert of that incident. An alarm about nothing is **false**. *Precision* = found ÷ (found + false).
5. A **month end** is one incident of the category balance everywhere, from the first day of the rise to the last of the month. Further balance alarms of a part of it are its duplicates. Month ends are not in the recall by size.
6. **Size** is the number of failures that the incident caused; a repeat of the same order within two minutes of its last failure is not counted again. Incidents that caused fewer than five are not in the recall, though an alarm about one is no false alarm.
7. **Delay** is from the start of the five-minute bin of the first failure that was caused to when the alarm was raised, as if data came every five minutes; so 5 minutes is the least.
8. The **driver** is exact when its slice holds the same attempts as the true one. The **verdict** is right when it is the true one; a channel in one building is a place, and *unclear* is right for it too.
9. All days of a world count, those in which a method is still learning too.`;
