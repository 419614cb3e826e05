// SPDX-License-Identifier: GPL-3.0-or-later
#include "events/events_filter.h"

#include "events/events_model.h"

namespace telemetryhub::ui {

void EventsFilter::setChoice(const EventChoice& choice) {
    m_choice = choice;
    invalidateFilter();
    emit choiceChanged();
}

bool EventsFilter::filterAcceptsRow(int at, const QModelIndex& parent) const {
    const QModelIndex index = sourceModel()->index(at, 0, parent);
    const auto* row = index.data(EventsModel::RowRole).value<const EventRow*>();
    if (row->event.severity < m_choice.least) return false;
    if (m_choice.kind && row->event.kind != *m_choice.kind) return false;
    if (m_choice.waitingOnly && !row->waits) return false;
    if (!m_choice.source.isEmpty() && row->source != m_choice.source) return false;
    return m_choice.words.isEmpty() || row->text.contains(m_choice.words, Qt::CaseInsensitive) ||
           row->source.contains(m_choice.words, Qt::CaseInsensitive);
}

}  // namespace telemetryhub::ui
