// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <utility>

#include "telemetryhub/engine/core/block_sink.h"

namespace telemetryhub::engine {

/// Brings the word of the workers, that a lane has room again, to its device.
class LaneRoom final : public IntakeListener {
public:
    explicit LaneRoom(std::function<void()> resume) : m_resume(std::move(resume)) {}
    void roomAvailable() override { m_resume(); }

private:
    std::function<void()> m_resume;
};

}  // namespace telemetryhub::engine
