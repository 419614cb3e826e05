// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/pipeline/processing_step.h"

namespace telemetryhub::engine {

void ScaleStep::resolve(const ChannelSetPtr& channels) {
    m_resolvedFor = channels;
    m_targets.clear();
    for (const ChannelSettings& scale : m_scales) {
        if (const auto index = channels->indexOf(scale.channel))
            m_targets.push_back({*index, scale.factor, scale.offset});
    }
}

void ScaleStep::apply(SampleBlock& block) {
    if (block.channels() != m_resolvedFor) resolve(block.channels());
    for (const Target& target : m_targets) {
        for (double& value : block.column(target.channel)) {
            if (!isAbsent(value)) value = value * target.factor + target.offset;
        }
    }
}

}  // namespace telemetryhub::engine
