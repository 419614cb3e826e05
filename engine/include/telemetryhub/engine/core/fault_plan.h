// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace telemetryhub::engine {

/// An absence that comes again and again: present for `after`, away for `length`, present, ...
struct Outage {
    std::chrono::milliseconds after{0};
    std::chrono::milliseconds length{0};  ///< 0: there is none

    friend bool operator==(const Outage&, const Outage&) = default;
};

/// The failures that a device rehearses; several kinds may be combined.
///
/// What is drawn by chance follows from the seed, the number of the opening and the place in its
/// stream, so that a run repeats however its bytes are cut. Shares go from 0 (never) to 1.
struct FaultPlan {
    // Faults of the device.
    double random = 0;                ///< chance of failing before each sample
    std::uint32_t intermittent = 0;   ///< so many failures in a row, then good
    std::uint32_t deterministic = 0;  ///< a failure after every so many samples; 0: none
    // Faults of the wire.
    double drop = 0;      ///< share of the bytes that get lost, 16 at a time
    double truncate = 0;  ///< share of the lines that lose their tail
    double flip = 0;      ///< share of the bytes in which one bit flips
    double garbage = 0;   ///< share of the bytes that come as at a wrong baud rate, 64 at a time
    std::chrono::milliseconds delay{0};  ///< bytes come so much later
    Outage silence;                      ///< what is sent then is lost
    Outage unplug;                       ///< the link is lost, and absent until it returns

    std::uint32_t seed = 1;

    /// Whether nothing fails, whatever the seed.
    [[nodiscard]] bool isEmpty() const;
    friend bool operator==(const FaultPlan&, const FaultPlan&) = default;
};

}  // namespace telemetryhub::engine
