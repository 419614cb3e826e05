// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "telemetryhub/engine/core/device_settings.h"
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

/// value * factor + offset for the channels that are named; absent stays absent.
class ScaleStep final : public ProcessingStep {
public:
    explicit ScaleStep(std::vector<ChannelSettings> scales) : m_scales(std::move(scales)) {}
    void apply(SampleBlock& block) override;

private:
    struct Target {
        std::size_t channel;
        double factor;
        double offset;
    };
    void resolve(const ChannelSetPtr& channels);

    std::vector<ChannelSettings> m_scales;
    std::vector<Target> m_targets;
    ChannelSetPtr m_resolvedFor;
};

}  // namespace telemetryhub::engine
