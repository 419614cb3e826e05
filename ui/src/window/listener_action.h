// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QObject>
#include <QPointer>

#include "telemetryhub/ui/main_window.h"

class QDialog;
class QLabel;
class QLineEdit;
class QPushButton;

namespace telemetryhub::ui {

class Theme;

/// Turns the REST listener on and off, in a small dialog that says where it listens.
///
/// Threads: main.
class ListenerAction : public QObject {
    Q_OBJECT

public:
    /// Without commands the action stays disabled.
    ListenerAction(ListenerCommands commands, QWidget* window);

    /// The figures of the listener; nothing while it is off.
    [[nodiscard]] std::optional<engine::ListenerSnapshot> snapshot() const;

    QAction open;

signals:
    void done(const QString& text);

private:
    void openDialog();
    void toggle();
    void showState();

    const ListenerCommands m_commands;
    QWidget* m_window;
    QString m_place;
    QPointer<QDialog> m_dialog;
    QLineEdit* m_field = nullptr;  // these three belong to the dialog
    QLabel* m_state = nullptr;
    QPushButton* m_toggle = nullptr;
};

}  // namespace telemetryhub::ui
