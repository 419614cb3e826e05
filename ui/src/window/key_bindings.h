// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <vector>

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>

class QAction;
class QSettings;

namespace telemetryhub::ui {

/// The keys of every named action, and what the operator made of them.
///
/// Actions with one object name, such as those of several chart panels, share their keys.
///
/// Threads: main.
class KeyBindings : public QObject {
    Q_OBJECT

public:
    /// One command whose keys can be changed.
    struct Command {
        QString name;  ///< of the object, `device.connect`
        QString text;  ///< of the action, without mnemonic
        QList<QKeySequence> usual;
        QList<QKeySequence> keys;
    };

    /// `settings` may be null. \pre outlives this object
    KeyBindings(QSettings* settings, QObject* parent);

    /// Takes actions in and gives them the keys that were chosen for them; those without an object
    /// name are passed over.
    void add(const QList<QAction*>& actions);

    [[nodiscard]] std::vector<Command> commands() const;
    /// Which other command has the key; empty: none.
    [[nodiscard]] QString ownerOf(const QKeySequence& key, const QString& except) const;
    /// An empty sequence: no key. Remembered.
    void setKey(const QString& name, const QKeySequence& key);
    void reset(const QString& name);

signals:
    void changed();

private:
    struct Binding {
        QString text;
        QList<QKeySequence> usual;
        QList<QKeySequence> keys;
        std::vector<QPointer<QAction>> actions;
    };
    void apply(const Binding& binding) const;

    QSettings* m_settings;
    std::map<QString, Binding> m_bindings;
};

}  // namespace telemetryhub::ui
