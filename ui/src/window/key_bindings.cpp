// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/key_bindings.h"

#include <algorithm>

#include <QAction>
#include <QSettings>

namespace telemetryhub::ui {
namespace {

QString settingsKey(const QString& name) {
    return QStringLiteral("keys/") + name;
}

}  // namespace

KeyBindings::KeyBindings(QSettings* settings, QObject* parent)
    : QObject(parent), m_settings(settings) {}

void KeyBindings::add(const QList<QAction*>& actions) {
    for (QAction* action : actions) {
        const QString name = action->objectName();
        if (name.isEmpty() || action->isSeparator()) continue;
        auto [found, isNew] = m_bindings.try_emplace(name);
        Binding& binding = found->second;
        if (isNew) {
            binding.text = action->text().remove(QLatin1Char('&'));
            binding.usual = action->shortcuts();
            binding.keys = binding.usual;
            if (m_settings && m_settings->contains(settingsKey(name)))
                binding.keys = QKeySequence::listFromString(
                    m_settings->value(settingsKey(name)).toString(), QKeySequence::PortableText);
        }
        std::erase_if(binding.actions, [](const auto& kept) { return !kept; });
        if (std::find(binding.actions.begin(), binding.actions.end(), action) ==
            binding.actions.end())
            binding.actions.emplace_back(action);
        if (action->shortcuts() != binding.keys) action->setShortcuts(binding.keys);
    }
}

std::vector<KeyBindings::Command> KeyBindings::commands() const {
    std::vector<Command> commands;
    commands.reserve(m_bindings.size());
    for (const auto& [name, binding] : m_bindings)
        commands.push_back({name, binding.text, binding.usual, binding.keys});
    return commands;
}

QString KeyBindings::ownerOf(const QKeySequence& key, const QString& except) const {
    if (key.isEmpty()) return {};
    for (const auto& [name, binding] : m_bindings)
        if (name != except && binding.keys.contains(key)) return binding.text;
    return {};
}

void KeyBindings::setKey(const QString& name, const QKeySequence& key) {
    const auto found = m_bindings.find(name);
    if (found == m_bindings.end()) return;
    Binding& binding = found->second;
    binding.keys = key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{key};
    if (m_settings)
        m_settings->setValue(settingsKey(name),
                             QKeySequence::listToString(binding.keys, QKeySequence::PortableText));
    apply(binding);
    emit changed();
}

void KeyBindings::reset(const QString& name) {
    const auto found = m_bindings.find(name);
    if (found == m_bindings.end()) return;
    found->second.keys = found->second.usual;
    if (m_settings) m_settings->remove(settingsKey(name));
    apply(found->second);
    emit changed();
}

void KeyBindings::apply(const Binding& binding) const {
    for (const auto& action : binding.actions)
        if (action) action->setShortcuts(binding.keys);
}

}  // namespace telemetryhub::ui
