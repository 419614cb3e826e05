// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/core/sample_block.h"

#include <algorithm>

namespace telemetryhub::engine {

void BlockRef::release() {
    // Acquire-release: whoever frees the block sees every write of the others.
    if (m_block && m_block->m_references.fetch_sub(1, std::memory_order_acq_rel) == 1)
        m_block->m_pool->giveBack(m_block);
    m_block = nullptr;
}

void SampleBlock::appendAll(const SampleBlock& block) {
    assert(block.m_channels == m_channels && m_size + block.m_size <= kCapacity);
    if (empty()) {
        m_gapBefore = block.m_gapBefore;
        m_arrivedNs = block.m_arrivedNs;
        m_streamStartNs = block.m_streamStartNs;
    }
    std::copy_n(block.m_steadyNs, block.m_size, m_steadyNs + m_size);
    std::copy_n(block.m_reckonNs, block.m_size, m_reckonNs + m_size);
    std::copy_n(block.m_wallNs, block.m_size, m_wallNs + m_size);
    for (std::size_t i = 0; i < m_channelCount; ++i)
        std::copy_n(block.m_values.get() + i * kCapacity, block.m_size,
                    m_values.get() + i * kCapacity + m_size);
    m_size += block.m_size;
}

void SampleBlock::extend(ChannelSetPtr channels) {
    const std::size_t count = channels->size();
    assert(count >= m_channelCount);
    if (count > m_channelCapacity) {
        auto larger = std::make_unique_for_overwrite<double[]>(count * kCapacity);
        std::copy_n(m_values.get(), m_channelCount * kCapacity, larger.get());
        m_values = std::move(larger);
        m_channelCapacity = count;
    }
    for (std::size_t i = m_channelCount; i < count; ++i)
        std::fill_n(m_values.get() + i * kCapacity, m_size, kAbsent);
    m_channels = std::move(channels);
    m_channelCount = count;
}

BlockPool::~BlockPool() {
    const MutexLock lock(m_mutex);
    assert(m_free.size() == m_allocated && "a block outlives its pool");
    for (const SampleBlock* block : m_free)
        delete block;
}

BlockRef BlockPool::acquire(DeviceId device, Sequence first, ChannelSetPtr channels) {
    SampleBlock* block = nullptr;
    {
        const MutexLock lock(m_mutex);
        if (!m_free.empty()) {
            block = m_free.back();
            m_free.pop_back();
        } else {
            ++m_allocated;
            m_free.reserve(m_allocated);
        }
    }
    if (!block) block = new SampleBlock;
    block->m_pool = this;
    block->m_device = device;
    block->m_firstSequence = first;
    block->m_size = 0;
    block->m_gapBefore.reset();
    block->m_arrivedNs.reset();
    block->m_streamStartNs.reset();
    block->m_channels = std::move(channels);
    block->m_channelCount = block->m_channels->size();
    if (block->m_channelCount > block->m_channelCapacity) {
        block->m_channelCapacity = block->m_channelCount;
        block->m_values = std::make_unique_for_overwrite<double[]>(block->m_channelCapacity *
                                                                   SampleBlock::kCapacity);
    }
    return BlockRef(block);
}

std::size_t BlockPool::allocatedCount() const {
    const MutexLock lock(m_mutex);
    return m_allocated;
}

void BlockPool::giveBack(SampleBlock* block) {
    block->m_channels.reset();
    const MutexLock lock(m_mutex);
    m_free.push_back(block);
}

}  // namespace telemetryhub::engine
