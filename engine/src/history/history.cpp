// SPDX-License-Identifier: GPL-3.0-or-later
#include "telemetryhub/engine/history/history.h"

#include <cassert>
#include <limits>
#include <unordered_map>

#include "history/history_budget.h"
#include "history/history_rows.h"
#include "history/history_store.h"
#include "history/history_view.h"

namespace telemetryhub::engine {

namespace {

constexpr HistoryColumn kEmptyColumn{std::numeric_limits<double>::infinity(),
                                     -std::numeric_limits<double>::infinity(), kAbsent};

std::int64_t later(std::int64_t timeNs, std::int64_t stepNs) {
    constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
    return timeNs > kEnd - stepNs ? kEnd : timeNs + stepNs;
}

}  // namespace

struct History::Impl {
    using StorePtr = std::shared_ptr<HistoryStore>;

    explicit Impl(std::size_t budgetBytes) : budget(budgetBytes) {}

    [[nodiscard]] StorePtr find(DeviceId device) const {
        const MutexLock lock(mutex);
        const auto entry = stores.find(device);
        return entry == stores.end() ? nullptr : entry->second;
    }

    /// Null for a device that was removed: its number is not given again.
    [[nodiscard]] StorePtr findOrCreate(DeviceId device) {
        const MutexLock lock(mutex);
        const auto [entry, isNew] = stores.try_emplace(device);
        if (isNew) {
            entry->second = std::make_shared<HistoryStore>();
            budget.enter(*entry->second);
        }
        return entry->second;
    }

    [[nodiscard]] HistoryView view(DeviceId device) const {
        const StorePtr store = find(device);
        return HistoryView(store ? store->segments() : nullptr);
    }

    HistoryBudget budget;
    mutable Mutex mutex;
    std::unordered_map<DeviceId, StorePtr> stores TH_GUARDED_BY(mutex);  // null: removed
};

History::History(std::size_t budgetBytes) : m_impl(std::make_unique<Impl>(budgetBytes)) {}

History::~History() = default;

void History::consume(const BlockRef& block) {
    if (block->empty()) return;
    if (const Impl::StorePtr store = m_impl->findOrCreate(block->device()))
        store->append(*block, m_impl->budget);
}

void History::gapFound(DeviceId device, const Gap& gap) {
    if (const Impl::StorePtr store = m_impl->findOrCreate(device)) store->noteGap(gap);
}

std::vector<Gap> History::gaps(DeviceId device, TimeSpan span) const {
    const Impl::StorePtr store = m_impl->find(device);
    return store ? store->gaps(span) : std::vector<Gap>{};
}

std::uint64_t History::gapCount(DeviceId device) const {
    const Impl::StorePtr store = m_impl->find(device);
    return store ? store->gapCount() : 0;
}

void History::remove(DeviceId device) {
    Impl::StorePtr store;  // freed after the lock
    const MutexLock lock(m_impl->mutex);
    store.swap(m_impl->stores[device]);
    if (store) m_impl->budget.leave(*store);
}

void History::columns(DeviceId device, std::size_t channel, std::int64_t fromNs,
                      std::int64_t stepNs, std::span<HistoryColumn> columns) const {
    assert(stepNs > 0);
    const HistoryView view = m_impl->view(device);
    HistoryView::Position left = view.lowerBound(fromNs);
    std::int64_t borderNs = fromNs;
    for (HistoryColumn& column : columns) {
        borderNs = later(borderNs, stepNs);
        const HistoryView::Position right = view.lowerBoundFrom(left, borderNs);
        column = left < right ? view.column(channel, left, right) : kEmptyColumn;
        left = right;
    }
}

std::optional<std::vector<HistoryPoint>> History::points(DeviceId device, std::size_t channel,
                                                         TimeSpan span,
                                                         std::size_t maxPoints) const {
    const HistoryView view = m_impl->view(device);
    const HistoryView::Position from = view.lowerBound(span.fromNs);
    const HistoryView::Position to = view.lowerBoundFrom(from, span.toNs);
    std::vector<HistoryPoint> points;
    if (const auto before = view.previousPoint(channel, from)) points.push_back(*before);
    if (!view.collect(channel, from, to, maxPoints, points)) return std::nullopt;
    if (const auto after = view.nextPoint(channel, to)) points.push_back(*after);
    if (points.size() > maxPoints) return std::nullopt;
    return points;
}

std::optional<std::int64_t> History::streamStartNs(DeviceId device) const {
    const Impl::StorePtr store = m_impl->find(device);
    return store ? store->streamStartNs() : std::nullopt;
}

HistoryRows History::rows(DeviceId device, TimeSpan span) const {
    const Impl::StorePtr store = m_impl->find(device);
    HistoryView view(store ? store->segments() : nullptr);
    std::vector<SequenceMark> marks = store ? store->marks() : std::vector<SequenceMark>();
    const HistoryView::Position from = view.lowerBound(span.fromNs);
    const HistoryView::Position to = view.lowerBoundFrom(from, span.toNs);
    return HistoryRows(std::make_unique<HistoryRows::Impl>(
        HistoryRows::Impl{std::move(view), std::move(marks), from, to}));
}

std::uint64_t History::sampleCount(DeviceId device, TimeSpan span) const {
    const HistoryView view = m_impl->view(device);
    const HistoryView::Position from = view.lowerBound(span.fromNs);
    return view.sampleCount(from, view.lowerBoundFrom(from, span.toNs));
}

std::optional<TimeSpan> History::extent(DeviceId device) const {
    const HistoryView view = m_impl->view(device);
    if (view.empty()) return std::nullopt;
    return view.extent();
}

std::vector<LatestValue> History::latest(DeviceId device) const {
    const Impl::StorePtr store = m_impl->find(device);
    return store ? store->latest() : std::vector<LatestValue>{};
}

std::size_t History::usedBytes() const {
    return m_impl->budget.usedBytes();
}

std::size_t History::budgetBytes() const {
    return m_impl->budget.budgetBytes();
}

}  // namespace telemetryhub::engine
