// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include <QAction>
#include <QTimer>
#include <QWidget>

#include "console/console_filter.h"
#include "console/console_model.h"
#include "console/find_bar.h"
#include "telemetryhub/engine/hub/hub.h"

class QComboBox;
class QHBoxLayout;
class QLabel;
class QMenu;
class QSettings;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace telemetryhub::ui {

class ConsoleDelegate;
class ElidedLabel;
class SendLine;
class Theme;

/// What goes over the wire of one device, and the line to send to it.
///
/// It watches while it can be seen and a minute longer; a console that was never opened costs the
/// stream nothing.
///
/// Threads: main; a file is written on a thread of its own.
/// Errors:  `refused` says why something was not done and what to do.
class ConsolePanel final : public QWidget {
    Q_OBJECT

public:
    /// \pre `gateway` and `theme` outlive this object.
    ConsolePanel(engine::Hub& gateway, const Theme& theme, QWidget* parent = nullptr);
    ~ConsolePanel() override;

    void display(const std::shared_ptr<const engine::Snapshot>& snapshot);
    /// The device that is selected elsewhere; followed unless this panel is pinned to its own.
    void setCurrent(std::optional<engine::DeviceId> device);
    /// Shows a device and goes to the line to send.
    void openFor(engine::DeviceId device);
    void saveState(QSettings& settings) const;
    void restoreState(QSettings& settings);
    /// Writes what is shown.
    void saveTo(const QString& path);

    [[nodiscard]] std::optional<engine::DeviceId> device() const { return m_device; }
    [[nodiscard]] QTableView* view() const { return m_view; }
    [[nodiscard]] const ConsoleModel& model() const { return *m_model; }
    [[nodiscard]] SendLine& sendLine() const { return *m_send; }
    /// What is thinned, waits or is not kept.
    [[nodiscard]] QString note() const;

    QAction pause, clear, copy, save, find;

public slots:
    void setForm(telemetryhub::ui::ConsoleForm form);
    /// Goes to the newest row.
    void follow();
    void focusFilter();

signals:
    void done(const QString& text);
    void refused(const QString& reason);

protected:
    bool event(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void setUpActions();
    void setUpView();
    [[nodiscard]] QWidget* makeBar();
    void makeNote(QHBoxLayout& layout, QWidget* bar);
    [[nodiscard]] QToolButton* formButton(const QString& text, const QString& tip, ConsoleForm form,
                                          QWidget* parent);
    void fillMenu(QMenu& menu);
    void watch(std::optional<engine::DeviceId> device);
    void beginWatching();
    void pull();
    void showEarlierLines();
    void updateDevices();
    void updateNote();
    void updatePage();
    [[nodiscard]] QString emptyText() const;
    void seek(FindBar::Way way);
    void needleChanged();
    void askForFile();
    [[nodiscard]] QString shownText(const QModelIndexList& rows) const;
    [[nodiscard]] bool isAtEnd() const;
    void rowsChanged();
    void fitColumns();
    void updateWidth();
    void applyTheme();

    engine::Hub& m_gateway;
    const Theme& m_theme;
    ConsoleModel* m_model;
    ConsoleFilter* m_filtered;
    ConsoleDelegate* m_delegate;
    QStackedWidget* m_pages;
    QTableView* m_view;
    FindBar* m_find;
    SendLine* m_send;
    QComboBox* m_devices = nullptr;
    QToolButton* m_pin = nullptr;
    QLabel* m_empty = nullptr;
    ElidedLabel* m_note = nullptr;
    QToolButton* m_newest = nullptr;
    QList<QToolButton*> m_forms;
    QList<QToolButton*> m_buttons;
    std::shared_ptr<const engine::Snapshot> m_snapshot;
    std::optional<engine::DeviceId> m_device;
    std::optional<engine::DeviceId> m_current;
    engine::TrafficWatch m_watch;
    QTimer m_patience;  ///< of watching unseen
    std::uint64_t m_newestPiece = 0;
    std::uint64_t m_unseen = 0;         ///< pieces that fell out of the log before they were shown
    std::int64_t m_unwatchedSince = 0;  ///< wall time; 0: it is watched, or never was
    QString m_unwatched;                ///< when rows are missing because nobody looked
    ConsoleNeedle m_needle;
    bool m_follows = true;
};

}  // namespace telemetryhub::ui
