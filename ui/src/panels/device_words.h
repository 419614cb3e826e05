// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QString>
#include <QStringList>

#include "telemetryhub/engine/hub/snapshot.h"

namespace telemetryhub::ui {

// What the window says about a device. Sentences name what happened, what it means and what to do;
// a cause is named only when the engine reported it.

/// The translated word of a state.
[[nodiscard]] QString stateWord(engine::DeviceState state);
[[nodiscard]] QString deviceName(const engine::DeviceSnapshot& device);
/// `ttyUSB0 · NMEA 0183`.
[[nodiscard]] QString linkLine(const engine::DeviceSnapshot& device);
/// How long the device has been in its state.
[[nodiscard]] QString stateDuration(const engine::DeviceSnapshot& device,
                                    const engine::ReadTime& now);
/// Nanoseconds since the last sample; nothing before the first.
[[nodiscard]] std::optional<std::int64_t> sampleAgeNs(const engine::DeviceSnapshot& device,
                                                      const engine::ReadTime& now);
/// Whether its values must not be taken for the present: after three usual intervals, at least
/// one second, and in Error and SafeState at once.
[[nodiscard]] bool isStale(const engine::DeviceSnapshot& device, const engine::ReadTime& now);
/// The reason of an Error or SafeState, in sentences; empty in the other states.
[[nodiscard]] QString problemText(const engine::DeviceSnapshot& device);
/// Whether it is in Error because nothing of what it sends could be decoded: its port is open.
[[nodiscard]] bool isUndecoded(const engine::DeviceSnapshot& device);
/// What is measured of a device and not shown in its row; empty: nothing.
[[nodiscard]] QStringList deviceFacts(const engine::DeviceSnapshot& device);
/// Why a device is latched, and whether its safe command was sent.
[[nodiscard]] QString latchText(const engine::DeviceSnapshot& device);
/// Since when a device is latched, when that began before the gateway: `20 Nov 14:23:41`; else
/// empty.
[[nodiscard]] QString latchedBeforeText(const engine::DeviceSnapshot& device,
                                        const engine::ReadTime& start);
/// Which SafeState is not saved, else which stages make no progress, for how long, and what helps;
/// empty when all is well.
[[nodiscard]] QString stallText(const engine::Health& health);
/// `try 6 · next in 6 s`; empty when no try is planned.
[[nodiscard]] QString retryText(const engine::DeviceSnapshot& device, const engine::ReadTime& now);
/// What a screen reader says of a device.
[[nodiscard]] QString accessibleDeviceText(const engine::DeviceSnapshot& device,
                                           const engine::ReadTime& now);
/// One sentence about the whole, the worst first.
[[nodiscard]] QString overallText(const engine::Snapshot& snapshot);
/// The worst state of all devices: SafeState, Error, Measuring, Idle.
[[nodiscard]] engine::DeviceState worstState(const engine::Snapshot& snapshot);

[[nodiscard]] QString discardReasonWord(engine::DiscardReason reason);
[[nodiscard]] QString lineLossWord(engine::LineLoss loss);
[[nodiscard]] QString dropReasonWord(engine::DropReason reason);

}  // namespace telemetryhub::ui
