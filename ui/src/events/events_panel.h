// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include <QAction>
#include <QWidget>

#include "events/events_filter.h"
#include "events/events_model.h"
#include "telemetryhub/engine/hub/hub.h"

class QLabel;
class QLineEdit;
class QMenu;
class QSettings;
class QStackedWidget;
class QToolButton;
class QTreeView;

namespace telemetryhub::ui {

class ElidedLabel;
class EventsDelegate;
class Theme;

/// What happened, newest first: to look through, to acknowledge, to jump to in the charts.
///
/// Threads: main; a file is written on a thread of its own.
/// Errors:  `refused` says why something was not done and what to do.
class EventsPanel final : public QWidget {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object.
    EventsPanel(engine::Hub& gateway, const Theme& theme, QWidget* parent = nullptr);

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);
    /// Writes what is shown.
    void exportTo(const QString& path);

    [[nodiscard]] QTreeView* view() const { return m_view; }
    [[nodiscard]] const EventsModel& model() const { return *m_model; }
    [[nodiscard]] int waitingCount() const { return m_model->waitingCount(); }
    /// How many are not acknowledged, of how many, since when.
    [[nodiscard]] QString summary() const;

    QAction acknowledge, acknowledgeAll, jump, copy, exportCsv;

public slots:
    void focusFilter();
    void showAll();
    /// Selects an event by its number, also one that the filter hides; nothing when it fell out.
    void choose(std::uint64_t number);

signals:
    /// The charts shall show this time.
    void jumpAsked(std::int64_t steadyNs, telemetryhub::engine::DeviceId device);
    void waitingChanged(int count);
    void done(const QString& text);
    void refused(const QString& reason);

protected:
    bool event(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpActions();
    void setUpView();
    [[nodiscard]] QWidget* makeBar();
    [[nodiscard]] QWidget* makeFoot();
    void fillFilterMenu(QMenu& menu);
    void fillSeverities(QMenu& menu);
    void fillKinds(QMenu& menu);
    void fillSources(QMenu& menu);
    void choose(const std::function<void(EventChoice&)>& change);
    void openMenu(const QPoint& place);
    void acknowledgeRows(const std::vector<int>& rows);
    void askForFile();
    [[nodiscard]] std::vector<int> selectedRows() const;
    [[nodiscard]] std::vector<const EventRow*> rowsOf(const std::vector<int>& rows) const;
    void jumpTo(const QModelIndex& index);
    void updateActions();
    void updatePage();
    void updateFilterButton();
    void updateFoot();
    void fitColumns();
    void applyTheme();
    void keepPlace(int inserted);

    engine::Hub& m_gateway;
    const Theme& m_theme;
    EventsModel* m_model;
    EventsFilter* m_filtered;
    EventsDelegate* m_delegate;
    QStackedWidget* m_pages;
    QTreeView* m_view;
    QLineEdit* m_words = nullptr;
    QToolButton* m_filterButton = nullptr;
    QToolButton* m_allButton = nullptr;
    QLabel* m_empty = nullptr;
    QWidget* m_showAll = nullptr;
    ElidedLabel* m_count = nullptr;
    ElidedLabel* m_hint = nullptr;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    std::uint64_t m_newest = 0;  ///< number of the last event that was taken
};

}  // namespace telemetryhub::ui
