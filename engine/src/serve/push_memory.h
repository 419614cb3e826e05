// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "telemetryhub/engine/core/ids.h"

namespace telemetryhub::engine {

/// Remembers which pushes were taken, so that a retry of one does no harm.
///
/// By key: the answer of a finished push is kept for `kMaxAgeNs`, and at most `kMaxKeys` of them
/// and `kMaxBytes` in all; the oldest go first. By number: of each device the highest one that was
/// taken.
///
/// Threads: th-rest.
class PushMemory {
public:
    static constexpr std::size_t kMaxKeyBytes = 255;
    static constexpr std::size_t kMaxKeys = 4096;
    static constexpr std::size_t kMaxBytes = std::size_t{4} * 1024 * 1024;
    static constexpr std::int64_t kMaxAgeNs = 600'000'000'000;

    struct Answer {
        unsigned status = 200;
        std::string body;
    };
    enum class KeyState {
        New,
        InFlight,   ///< the first one is not answered yet
        OtherBody,  ///< the key came with another body
        Answered,   ///< see `answer`
    };
    /// Begins a push under a key unless there is one.
    [[nodiscard]] KeyState begin(const std::string& key, std::string_view body, std::int64_t nowNs);
    /// \pre `begin` said Answered
    [[nodiscard]] const Answer& answer(const std::string& key) const;
    void finish(const std::string& key, Answer answer, std::int64_t nowNs);
    /// The push failed: the next one under the key is a new one.
    void forget(const std::string& key) { m_keys.erase(key); }

    enum class NumberState { New, InFlight, Taken };
    /// Begins a numbered sample unless it, or a later one, was there before.
    [[nodiscard]] NumberState begin(DeviceId device, std::uint64_t number);
    /// All samples of the device that were begun are answered.
    void finish(DeviceId device, std::uint64_t highest, bool taken);

private:
    struct Push {
        std::size_t bodyBytes = 0;
        std::size_t bodyHash = 0;
        bool isAnswered = false;
        Answer answer;
    };
    struct Finished {
        std::string key;
        std::int64_t timeNs = 0;
    };
    struct Numbers {
        std::uint64_t taken = 0;
        std::uint64_t begun = 0;
    };
    void forgetOld(std::int64_t nowNs);

    std::unordered_map<std::string, Push> m_keys;
    std::deque<Finished> m_finished;  ///< oldest first
    std::size_t m_bytes = 0;          ///< of the answers
    std::map<DeviceId, Numbers> m_numbers;
};

}  // namespace telemetryhub::engine
