// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include <QSortFilterProxyModel>

#include "telemetryhub/engine/core/event_log.h"

namespace telemetryhub::ui {

/// Which events are shown.
struct EventChoice {
    QString words{};  ///< of source or text
    engine::Severity least = engine::Severity::Info;
    std::optional<engine::EventKind> kind{};
    QString source{};  ///< a device by its name; empty: all
    bool waitingOnly = false;

    [[nodiscard]] bool isAll() const { return words.isEmpty() && isAllButWords(); }
    [[nodiscard]] bool isAllButWords() const {
        return least == engine::Severity::Info && !kind && source.isEmpty() && !waitingOnly;
    }
};

/// The events that fit a choice.
///
/// Threads: main.
class EventsFilter final : public QSortFilterProxyModel {
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setChoice(const EventChoice& choice);
    [[nodiscard]] const EventChoice& choice() const { return m_choice; }

signals:
    void choiceChanged();

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    EventChoice m_choice;
};

}  // namespace telemetryhub::ui
