// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QAction>
#include <QPointer>
#include <QWidget>

#include "panels/value_delegate.h"
#include "telemetryhub/engine/hub/snapshot.h"

class QActionGroup;
class QLabel;
class QLineEdit;
class QMenu;
class QSettings;
class QStackedWidget;
class QToolButton;

namespace telemetryhub::ui {

class BigNumbers;
class ChannelSelection;
class Theme;
class ValuesModel;
class ValuesView;

/// The latest value of the chosen channels, as tiles, lines or gauges; and over the whole screen.
///
/// Threads: main.
class ValuesPanel : public QWidget {
    Q_OBJECT

public:
    /// \pre everything passed outlives this object.
    ValuesPanel(const engine::SampleStore& history, ChannelSelection& selection, const Theme& theme,
                QWidget* parent = nullptr);
    ~ValuesPanel() override;

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    [[nodiscard]] ValuesView* view() const { return m_view; }
    [[nodiscard]] ValuesModel& model() const { return *m_model; }
    void setLook(ValueLook look);
    [[nodiscard]] ValueLook look() const { return m_look; }
    void focusFilter();

    /// Shows the chosen values over the whole screen (F11); choose decides what is shown here.
    QAction bigNumbers, choose;

    /// Which channels, their order, and how they look.
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    [[nodiscard]] QWidget* makeTopRow();
    [[nodiscard]] QToolButton* makeLookButton(QWidget* parent);
    [[nodiscard]] QWidget* makeChooseRow();
    [[nodiscard]] QWidget* makeEmptyPage();
    void setUpActions();
    void setChoosing(bool choosing);
    void applyLook();
    void fitTiles();
    void openMenu(const QPoint& position);
    void showBig();
    void showPage();

    const Theme& m_theme;
    ValuesModel* m_model;
    ValueDelegate* m_delegate;
    QStackedWidget* m_pages;
    ValuesView* m_view;
    ValueLook m_look = ValueLook::Tiles;
    QActionGroup* m_looks = nullptr;
    QLineEdit* m_filter = nullptr;
    QLabel* m_empty = nullptr;
    QLabel* m_order = nullptr;  ///< says that the worst come first
    QWidget* m_chooseRow = nullptr;
    QPointer<BigNumbers> m_big;
};

}  // namespace telemetryhub::ui
