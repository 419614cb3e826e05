// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace telemetryhub::engine {

/// Whether a client's request id may stand in logs and answers: 1 to 64 letters, digits, `-._`.
[[nodiscard]] bool isHarmlessRequestId(std::string_view id);

/// Makes ids that differ within a process, and most likely between processes.
class RequestIds {
public:
    RequestIds();
    /// Puts the next one into `id`, which keeps its memory.
    void next(std::string& id);

private:
    std::string m_prefix;
    std::uint64_t m_count = 0;
};

}  // namespace telemetryhub::engine
