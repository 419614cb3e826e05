// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include <QJsonObject>
#include <QList>
#include <QPointer>
#include <QWidget>

#include "chart/chart_grid.h"
#include "telemetryhub/engine/core/sample_store.h"

class QAction;
class QMenu;
class QSettings;
class QStackedWidget;
class QTimer;
class QToolButton;

namespace telemetryhub::ui {

class ChartTabs;

/// The charts of the window: pages as tabs, each with one panel or several. The first page,
/// "Overview", exists always. Only the panels of the page in front draw.
///
/// Threads: main.
class ChartPages : public QWidget {
    Q_OBJECT

public:
    static constexpr int kMostPages = 50;

    /// \pre `catalog` and `theme` outlive this object.
    ChartPages(std::unique_ptr<ChartSource> source, const ChannelCatalog& catalog,
               const Theme& theme, QWidget* parent = nullptr);
    ~ChartPages() override;

    [[nodiscard]] int pageCount() const;
    [[nodiscard]] int currentPage() const;
    void setCurrentPage(int page);
    [[nodiscard]] QString pageName(int page) const;
    void renamePage(int page, const QString& name);
    void addPage();
    /// Not the one that exists always.
    void closePage(int page);
    /// Brings back the page or panel that was closed last.
    void undoClose();
    [[nodiscard]] bool canUndoClose() const { return !m_closed.empty(); }
    [[nodiscard]] ChartGrid& grid(int page) const;
    [[nodiscard]] ChartPanel& activePanel() const;

    /// Whether the active panel follows the present.
    [[nodiscard]] bool isFollowing() const;
    /// What is in view of the active panel, on the steady clock.
    [[nodiscard]] engine::TimeSpan visibleSpan() const;
    /// All panels of the page in front stand still around this moment, with the crosshair on it.
    void jumpTo(std::int64_t steadyNs);

    void fillMenu(QMenu& menu) const;

    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

public slots:
    /// The active panel follows the present, or stands still.
    void follow();
    void pause();

signals:
    /// The samples in view of a panel shall be exported.
    void exportAsked();
    /// The mark of an event was chosen in a chart; 0: none is any more.
    void eventChosen(std::uint64_t number);
    void followingChanged(bool following);
    void activePanelChanged();
    /// What `saveState` keeps is another.
    void stateChanged();

private:
    struct Closed {
        QString name;  ///< of the page
        int page = 0;  ///< where it stood
        QJsonObject state;
        QPointer<ChartGrid> grid;  ///< set: a panel of this page was closed
    };
    void buildTabRow();
    void buildActions();
    void addAction(const char* name, const QString& text, const QList<QKeySequence>& keys,
                   void (ChartPages::*act)());
    ChartGrid* insertPage(int place, const QString& name, PanelChannels::Start start);
    void movePage(int from, int to);
    void showPage(int page);
    void showPageMenu(int page, QPoint globalPlace);
    void watchActivePanel();
    void rememberClosed(Closed closed, const QString& sentence);
    void renameCurrent();
    void closeCurrent();
    void nextPage();
    void previousPage();
    void nextPanel();
    void previousPanel();
    [[nodiscard]] QString freeName() const;

    std::unique_ptr<ChartSource> m_source;
    const ChannelCatalog& m_catalog;
    const Theme& m_theme;
    QWidget* m_tabRow;
    ChartTabs* m_tabs;
    QToolButton* m_add;
    QToolButton* m_undo;
    QTimer* m_undoTimer;
    QStackedWidget* m_stack;
    std::vector<ChartGrid*> m_grids;  ///< in the order of the tabs
    ChartGrid* m_overview = nullptr;
    std::vector<Closed> m_closed;
    QList<QAction*> m_actions;
    QMetaObject::Connection m_following;
};

}  // namespace telemetryhub::ui
