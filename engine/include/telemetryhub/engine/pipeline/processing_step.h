// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "telemetryhub/engine/core/sample_block.h"

namespace telemetryhub::engine {

/// Changes the samples of one device in place, before anybody else sees them.
///
/// Threads: one worker at a time, blocks in order.
class ProcessingStep {
public:
    virtual ~ProcessingStep() = default;
    virtual void apply(SampleBlock& block) = 0;
};

}  // namespace telemetryhub::engine
